import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { violated } from '@/lib/constraint'
import { gathered } from '@/lib/gather'
import { rowsOf } from '@/lib/rows'
import type { JobRow } from './view'

export type NewJob = Pick<
  JobRow,
  | 'id'
  | 'userId'
  | 'model'
  | 'input'
  | 'hold'
  | 'units'
  | 'ruleId'
  | 'factor'
  | 'listPrice'
  | 'batchId'
  | 'retryOf'
  | 'idempotencyKey'
  | 'requestHash'
> & {
  /** In the order in which people see them. */
  fileIds: string[]
  /** Who asks, as the ledger tells it of the hold (M7); the job's person unless given. */
  actor?: string
}

type Taken = JobRow | 'repriced'

/**
 * A job's hold, row and inputs, in one statement, so that there is no moment with one but not the other. Jobs asked for
 * at once share it: each still stands or falls alone. Null: the balance does not cover the hold, a limit of the person
 * is in the way, or the idempotency key is taken. `repriced`: another price rule counts by now.
 */
export const insertJob = gathered<NewJob, Taken | null>(async (db, asked) => {
  const together = await insert(db, asked)
  // One bad one undid them all; the ids are the same, so what was stored in truth cannot be stored again.
  if (together instanceof Error && asked.length > 1) return Promise.all(asked.map((job) => alone(db, job)))
  return together instanceof Error ? [together] : asked.map((job) => together.get(job.id) ?? null)
})

async function alone(db: Db, job: NewJob): Promise<Taken | null | Error> {
  const done = await insert(db, [job])
  return done instanceof Error ? done : (done.get(job.id) ?? null)
}

/** What became of them, by id. Error: none was stored. */
async function insert(db: Db, asked: readonly NewJob[]): Promise<Map<string, Taken> | Error> {
  // Balances are locked in the order of people, or two processes could wait for each other.
  const statement = sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (
        id text, "userId" text, model text, input jsonb, hold bigint, units float8, "ruleId" bigint, factor int,
        "listPrice" bigint, "batchId" text, "retryOf" text, "idempotencyKey" text, "requestHash" text, "fileIds" jsonb,
        actor text)),
    rules as materialized (
      select model, price_rule_of(model) as rule from (select distinct model from asked) models),
    given as materialized (
      select asked.*, asked."ruleId" is not distinct from rules.rule as is_priced
      from asked join rules using (model)),
    held as (
      insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
      select 'hold', 'user.available', 'user.held', hold, "userId", id, coalesce(actor, "userId"), model
      from given
      where is_priced and not exists (
        select from person_limits own left join groups shared on shared.id = own.group_id
        where own.user_id = given."userId" and given.model <> all (coalesce(own.models, shared.models)))
      order by "userId", id
      returning job_id),
    job as (
      insert into jobs (id, user_id, model, input, hold, units, rule_id, factor, list_price, batch_id, retry_of,
        idempotency_key, request_hash)
      select id, "userId", model, input, hold, units, "ruleId", factor, "listPrice", "batchId", "retryOf", "idempotencyKey", "requestHash"
      from given where id in (select job_id from held)
      returning id, created_at),
    used as (
      insert into job_inputs (job_id, position, file_id)
      select job.id, file.position - 1, file.id
      from job join given on given.id = job.id
        cross join jsonb_array_elements_text(given."fileIds") with ordinality as file (id, position))
    select given.id, job.created_at from given left join job on job.id = given.id
    where job.id is not null or not given.is_priced`
  try {
    const rows = await rowsOf<{ id: string; created_at: string | null }>(db, statement)
    const byId = new Map(asked.map((job) => [job.id, job]))
    return new Map(
      rows.flatMap((row) => {
        const job = byId.get(row.id)
        if (!job) return []
        return [[row.id, row.created_at === null ? 'repriced' : freshRow(job, new Date(row.created_at))]]
      }),
    )
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return asked.length === 1 && violated(error) === 'jobs_idempotency' ? new Map() : error
  }
}

/** The row as the database made it, without reading it back. */
function freshRow({ fileIds: _fileIds, actor: _actor, ...job }: NewJob, createdAt: Date): JobRow {
  return {
    ...job,
    status: 'queued',
    stage: null,
    version: 1,
    charged: null,
    errorCode: null,
    errorDetail: null,
    createdAt,
    updatedAt: createdAt,
    startedAt: null,
    finishedAt: null,
    wakeAt: createdAt,
    wokenAt: null,
    lease: null,
  }
}
