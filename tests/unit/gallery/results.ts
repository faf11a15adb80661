import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobs, ledger } from '@/db/schema'
import { storeBlobs } from '@/lib/files/blobs'
import { newId } from '@/lib/id'

/** What a job was asked: its whole input, or only its prompt. */
type Asked = string | Record<string, unknown>
type Part = Partial<typeof files.$inferInsert> & { asked?: Asked }

/** A finished job of this person that costs nothing; its results are added by {@link result}. */
export async function job(db: Db, userId: string, asked: Asked = {}): Promise<string> {
  const id = newId()
  await db.transaction(async (tx) => {
    const input = typeof asked === 'string' ? { prompt: asked } : asked
    const model = 'recraft/remove-background'
    await tx.insert(jobs).values({ id, userId, model, input, hold: 0, requestHash: id })
    await tx.insert(ledger).values({
      kind: 'hold',
      debit: 'user.available',
      credit: 'user.held',
      amount: 0,
      userId,
      jobId: id,
      actor: userId,
      reason: 'test',
    })
  })
  return id
}

/** A result of a job of its own, as it lies in the database; with `bytes` also in the store. */
export async function result(
  db: Db,
  userId: string,
  { asked, ...part }: Part = {},
  bytes?: Buffer,
): Promise<string> {
  const id = newId()
  const jobId = part.jobId ?? (await job(db, userId, asked))
  if (bytes) await storeBlobs(id, { original: { source: bytes, mime: 'image/png' } })
  await db.insert(files).values({
    id,
    userId,
    jobId,
    model: 'recraft/remove-background',
    position: 0,
    kind: 'image',
    name: 'cup-no-background.png',
    mime: 'image/png',
    bytes: bytes?.length ?? 1,
    sha256: 'x',
    ...part,
  })
  return id
}

/** Ends a job, so that it uses nothing any more. */
export async function end(db: Db, jobId: string) {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`update jobs set status = 'canceled', finished_at = now(), wake_at = null where id = ${jobId}`,
    )
    await tx.insert(ledger).values({
      kind: 'release',
      debit: 'user.held',
      credit: 'user.available',
      amount: 0,
      jobId,
      userId:
        (await tx.select({ userId: jobs.userId }).from(jobs).where(sql`id = ${jobId}`))[0]?.userId ?? '',
      actor: 'system',
      reason: 'canceled',
    })
  })
}
