import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import { type Built, buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import { placed } from '@/lib/catalog/places'
import type { Model } from '@/lib/catalog/schema'
import { isOffered, priceOf } from '@/lib/catalog/terms'
import { toCredits } from '@/lib/credits/amount'
import { balance } from '@/lib/credits/queries'
import { newId, type UserId } from '@/lib/id'
import { log } from '@/lib/log'
import { invalid, Refusal } from '@/lib/refusal'
import { earlierProblem } from './earlier'
import { insertJob } from './insert'
import { type FileRow, factsOf, resolveMedia } from './media'
import { priceJob } from './price'
import type { SubmitBody } from './schema'
import { seedLog } from './seed-log'
import { terms } from './terms'
import type { JobRow } from './view'

export type Submitted = { row: JobRow; inputs: FileRow[] | null; replayed: boolean }

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
  const offer = await terms()
  const requestHash = hashOf(body)
  if (!isOffered(model, offer)) {
    const earlier = idempotencyKey && (await replay(db, userId, idempotencyKey, requestHash))
    return earlier || invalid({ model: { key: 'model_not_offered' } })
  }
  const built = buildInput(model, body.input)
  if (built instanceof Refusal) return built
  // What must be fetched first is not fetched again for a request that has its job already.
  const isCostly = built.media.some(({ source }) => source.kind !== 'file')
  const early = isCostly && idempotencyKey && (await replay(db, userId, idempotencyKey, requestHash))
  if (early) return early
  const prepared = await prepare(db, userId, { ...model, price: priceOf(model, offer) }, built)
  if (prepared instanceof Refusal)
    return (idempotencyKey && (await replay(db, userId, idempotencyKey, requestHash))) || prepared
  const { files, ...asked } = prepared
  const row = await store(db, {
    ...asked,
    id: newId(),
    userId,
    model: model.id,
    fileIds: files.map((file) => file.id),
    batchId: body.batchId ?? null,
    retryOf: body.retryOf ?? null,
    idempotencyKey,
    requestHash,
  })
  if (row) {
    log().info({ jobId: row.id, userId, ...seedLog(model, body.input) }, 'job submitted')
    return { row, inputs: files, replayed: false }
  }
  const earlier = idempotencyKey && (await replay(db, userId, idempotencyKey, requestHash))
  return earlier || tooPoor(db, userId, asked.hold)
}

/** What a job is asked, without its media: it is kept for ever and shown in every list (design §3: JSON 256 kB). */
const MOST_CHARACTERS = 262_144

function tooLong({ input, media }: Built): Refusal | null {
  const bare = placed(
    input,
    media.map(({ path }) => ({ path, value: '' })),
  )
  const lengths = Object.entries(bare).map(([field, value]) => ({
    field,
    length: JSON.stringify(value).length,
  }))
  if (lengths.reduce((sum, one) => sum + one.length, 0) <= MOST_CHARACTERS) return null
  const longest = lengths.reduce((most, one) => (one.length > most.length ? one : most))
  return invalid({ [longest.field]: { key: 'too_long', values: { max: MOST_CHARACTERS } } })
}

/** Everything that is checked before any credit is held: fields, media, earlier jobs, price. */
async function prepare(
  db: Db,
  userId: UserId,
  model: Model,
  built: Built,
): Promise<(Pick<JobRow, 'input' | 'hold' | 'units'> & { files: FileRow[] }) | Refusal> {
  const long = tooLong(built)
  if (long) return long
  const earlier = await earlierProblem(db, userId, built.tasks)
  if (earlier) return earlier
  const media = await resolveMedia(db, userId, built.media)
  if (media instanceof Refusal) return media
  const input = placed(
    built.input,
    media.map(({ path, file }) => ({ path, value: file.id })),
  )
  const price = priceJob(model, input, factsOf(media))
  return price instanceof Refusal ? price : { input, ...price, files: media.map(({ file }) => file) }
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
