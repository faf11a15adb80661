import 'server-only'
import { and, eq, inArray, isNull, lt, notExists, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, finishPresets, jobInputs } from '@/db/schema'
import { deleteBlobs, type Store, store } from './store'

const BATCH = 100

/**
 * Deletes uploads that no job and no kept recipe uses and that are older than `olderThanMs`, row first: a job that names one at the same
 * moment is refused by the foreign key, never left without its bytes. Blobs that a crash leaves behind in between
 * are found by {@link sweepOrphanBlobs}.
 * @returns how many uploads.
 */
export async function sweepUnusedUploads(
  db: Db,
  olderThanMs: number,
  from: Store = store(),
): Promise<number> {
  let swept = 0
  for (;;) {
    const gone = await deleteBatch(db, olderThanMs)
    for (const { id } of gone) await deleteBlobs(from, id)
    swept += gone.length
    if (gone.length < BATCH) return swept
  }
}

/** `for update` waits for nobody: an upload that a job is just being made of is passed over. */
function deleteBatch(db: Db, olderThanMs: number) {
  const unused = db
    .select({ id: files.id })
    .from(files)
    .where(
      and(
        isNull(files.jobId),
        isNull(files.finishOf),
        lt(files.createdAt, sql`now() - ${olderThanMs} * interval '1 millisecond'`),
        notExists(db.select({ one: sql`1` }).from(jobInputs).where(eq(jobInputs.fileId, files.id))),
        notExists(
          db.select({ one: sql`1` }).from(finishPresets).where(eq(finishPresets.backgroundId, files.id)),
        ),
      ),
    )
    .orderBy(files.createdAt)
    .limit(BATCH)
    .for('update', { skipLocked: true })
  return db.delete(files).where(inArray(files.id, unused)).returning({ id: files.id })
}

/**
 * Deletes blobs whose row does not exist or says that they are deleted: what a process left that was killed between a
 * blob and its row, or in the middle of a sweep. Young ones (`olderThanMs`) may be on their way and stay.
 * @returns how many files' blobs.
 */
export async function sweepOrphanBlobs(db: Db, olderThanMs: number, from: Store = store()): Promise<number> {
  const before = Date.now() - olderThanMs
  let swept = 0
  let batch = new Set<string>()
  const flush = async () => {
    const ids = [...batch]
    batch = new Set()
    if (ids.length === 0) return
    const known = await db
      .select({ id: files.id })
      .from(files)
      .where(and(inArray(files.id, ids), isNull(files.deletedAt)))
    const alive = new Set(known.map(({ id }) => id))
    const orphans = ids.filter((id) => !alive.has(id))
    for (const id of orphans) await deleteBlobs(from, id)
    swept += orphans.length
  }
  for await (const { id, changedAt } of from.list()) {
    if (changedAt.getTime() < before) batch.add(id)
    if (batch.size >= BATCH) await flush()
  }
  await flush()
  return swept
}
