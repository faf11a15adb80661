import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import { quote } from '@/lib/catalog/quote'
import { toCredits } from '@/lib/credits/amount'
import { balance } from '@/lib/credits/queries'
import { newId, type UserId } from '@/lib/id'
import { log } from '@/lib/log'
import { invalid, Refusal } from '@/lib/refusal'
import { type FileRow, resolveMedia } from './media'
import type { SubmitBody } from './schema'
import { seedLog } from './seed-log'
import type { JobRow } from './view'

export type Submitted = { row: JobRow; inputs: FileRow[] | null; replayed: boolean }

/**
 * Takes a job: its hold, its row and its inputs in one statement, so that there is no moment with one but not the
 * other. With an idempotency key the same request gives the same job again, another request is refused (J1).
 * `inputs` is null on a replay: read them.
 */
export async function submit(
  db: Db,
  userId: UserId,
  body: SubmitBody,
  idempotencyKey: string | null,
): Promise<Submitted | Refusal> {
  const model = findModel(body.model)
  if (!model) return invalid({ model: { key: 'model_unknown' } })
  const requestHash = hashOf(body)
  const built = buildInput(model, body.input)
  if (built instanceof Refusal) return built
  const media = await resolveMedia(db, userId, model, built)
  if (media instanceof Refusal)
    return (idempotencyKey && (await replay(db, userId, idempotencyKey, requestHash))) || media
  const hold = quote(model)
  const names = Object.keys(media)
  const inputs = names.map((name) => media[name] as FileRow)
  const row = await insertJob(db, {
    id: newId(),
    userId,
    model: model.id,
    input: Object.fromEntries(names.map((name) => [name, media[name]?.id])),
    fileIds: inputs.map((file) => file.id),
    hold,
    batchId: body.batchId ?? null,
    retryOf: body.retryOf ?? null,
    idempotencyKey,
    requestHash,
  })
  if (row) {
    log().info({ jobId: row.id, userId, ...seedLog(model, body.input) }, 'job submitted')
    return { row, inputs, replayed: false }
  }
  const earlier = idempotencyKey && (await replay(db, userId, idempotencyKey, requestHash))
  return earlier || tooPoor(db, userId, hold)
}

type NewJob = Pick<
  JobRow,
  'id' | 'userId' | 'model' | 'input' | 'hold' | 'batchId' | 'retryOf' | 'idempotencyKey' | 'requestHash'
>

/** The row, or null when the balance does not cover the hold or the idempotency key is taken. */
async function insertJob(db: Db, job: NewJob & { fileIds: string[] }): Promise<JobRow | null> {
  const statement = sql`
    with held as (
      insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
      values ('hold', 'user.available', 'user.held', ${job.hold}, ${job.userId}, ${job.id}, ${job.userId}, ${job.model})
      returning job_id),
    job as (
      insert into jobs (id, user_id, model, input, hold, batch_id, retry_of, idempotency_key, request_hash)
      select job_id, ${job.userId}, ${job.model}, ${JSON.stringify(job.input)}::jsonb, ${job.hold}, ${job.batchId},
        ${job.retryOf}, ${job.idempotencyKey}, ${job.requestHash} from held
      returning id, created_at),
    used as (
      insert into job_inputs (job_id, position, file_id)
      select job.id, given.position - 1, given.file_id
      from job, jsonb_array_elements_text(${JSON.stringify(job.fileIds)}::jsonb) with ordinality as given (file_id, position))
    select created_at from job`
  const inserted = await db.execute(statement).catch((error: unknown) => {
    if (isTakenKey(error)) return { rows: [] }
    throw error
  })
  const created = (inserted as unknown as { rows: { created_at: string }[] }).rows[0]
  return created ? freshRow(job, new Date(created.created_at)) : null
}

/** The row as the database made it, without reading it back. */
function freshRow(job: NewJob, createdAt: Date): JobRow {
  return {
    id: job.id,
    userId: job.userId,
    model: job.model,
    input: job.input,
    hold: job.hold,
    batchId: job.batchId,
    retryOf: job.retryOf,
    idempotencyKey: job.idempotencyKey,
    requestHash: job.requestHash,
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

function isTakenKey(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string; constraint?: string } }).cause
  return cause?.code === '23505' && cause.constraint === 'jobs_idempotency'
}

async function replay(
  db: Db,
  userId: UserId,
  key: string,
  requestHash: string,
): Promise<Submitted | Refusal | null> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.userId, userId), eq(jobs.idempotencyKey, key)))
  if (!row) return null
  if (row.requestHash !== requestHash) return new Refusal('idempotency_conflict')
  return { row, inputs: null, replayed: true }
}

async function tooPoor(db: Db, userId: UserId, hold: number): Promise<Refusal> {
  const { available } = await balance(db, userId)
  return new Refusal('insufficient_credits', { values: { needed: toCredits(hold), available } })
}

/** Equal for equal requests, whatever the order of the keys. */
function hashOf(body: SubmitBody): string {
  const ordered = JSON.stringify(body, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return createHash('sha256').update(ordered).digest('base64url')
}
