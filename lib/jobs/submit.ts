import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { isOffered, offerOf } from '@/lib/catalog/terms'
import { newId, type UserId } from '@/lib/id'
import { log } from '@/lib/log'
import { invalid, Refusal } from '@/lib/refusal'
import { insertJob, type NewJob } from './insert'
import type { FileRow } from './media'
import { type Prepared, prepare } from './prepare'
import { dearer, type JobPrice, priceJob } from './price'
import type { SubmitBody } from './schema'
import { seedLog } from './seed-log'
import { forgetTerms, terms } from './terms'
import type { JobRow } from './view'
import { whyNot } from './why-not'

export type Submitted = { row: JobRow; inputs: FileRow[] | null; replayed: boolean }

/** Of one that meets a change of rules or limits each time. */
const TRIES = 5

/**
 * Takes a job: its hold, its row and its inputs in one statement, so that there is no moment with one but not the
 * other. With an idempotency key the same request gives the same job again, another request is refused (J1).
 * `inputs` is null on a replay: read them. `store` is for who stores more together with the job.
 */
export async function submit(
  db: Db,
  userId: UserId,
  body: SubmitBody,
  idempotencyKey: string | null,
  store: typeof insertJob = insertJob,
): Promise<Submitted | Refusal> {
  const model = findModel(body.model)
  if (!model) return invalid({ model: { key: 'model_unknown' } })
  const requestHash = hashOf(body)
  const replayed = async () => idempotencyKey && replay(db, userId, idempotencyKey, requestHash)
  if (!isOffered(model, await terms()))
    return (await replayed()) || invalid({ model: { key: 'model_not_offered' } })
  const built = buildInput(model, body.input)
  if (built instanceof Refusal) return built
  // What must be fetched first is not fetched again for a request that has its job already.
  const isCostly = built.media.some(({ source }) => source.kind !== 'file')
  const early = isCostly && (await replayed())
  if (early) return early
  const prepared = await prepare(db, userId, built)
  if (prepared instanceof Refusal) return (await replayed()) || prepared
  const row = await take(
    { db, store },
    model,
    prepared,
    {
      id: newId(),
      userId,
      model: model.id,
      input: prepared.input,
      fileIds: prepared.files.map((file) => file.id),
      batchId: body.batchId ?? null,
      retryOf: body.retryOf ?? null,
      idempotencyKey,
      requestHash,
    },
    body.maxPrice ?? undefined,
  )
  if (row instanceof Refusal) return (await replayed()) || row
  log().info({ jobId: row.id, userId, ...seedLog(model, body.input) }, 'job submitted')
  return { row, inputs: prepared.files, replayed: false }
}

/**
 * Prices the job by the rule that counts and stores it, if that rule still counts where it is stored. `most`: credits
 * that were shown.
 */
async function take(
  { db, store }: { db: Db; store: typeof insertJob },
  model: Model,
  { facts }: Prepared,
  job: Omit<NewJob, keyof JobPrice>,
  most: number | undefined,
): Promise<JobRow | Refusal> {
  for (let n = 0; n < TRIES; n++) {
    const price = priceJob(model.fields, offerOf(model, await terms()), job.input, facts)
    const refused = price instanceof Refusal ? price : dearer(price, most)
    if (price instanceof Refusal || refused) return refused as Refusal
    const row = await store(db, { ...job, ...price })
    if (row !== 'repriced' && row !== null) return row
    const reason = row === null ? await whyNot(db, { ...job, ...price }) : forgetTerms()
    if (reason) return reason
  }
  return new Refusal('conflict')
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

/** Equal for equal requests, whatever the order of the keys and whatever price was shown. */
function hashOf({ maxPrice: _, ...body }: SubmitBody): string {
  const ordered = JSON.stringify(body, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return createHash('sha256').update(ordered).digest('base64url')
}
