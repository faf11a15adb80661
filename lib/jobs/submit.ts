import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
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
import { insertJob } from './insert'
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
