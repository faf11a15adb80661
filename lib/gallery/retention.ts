import 'server-only'
import { and, asc, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, shownResult } from '@/db/schema'
import { noteJobs } from './trash'

const BATCH = 100

/**
 * Moves results to the trash that were made, or last brought back from it, longer ago than so many days. Goes by ids
 * in batches, each a transaction of its own; what somebody else holds at this moment is left for the next time.
 * @returns how many.
 */
export async function trashOld(db: Db, days: number): Promise<number> {
  let all = 0
  let last = ''
  for (;;) {
    const batch = await trashSome(db, days, last)
    all += batch.length
    last = batch.at(-1) ?? last
    if (batch.length < BATCH) return all
  }
}

async function trashSome(db: Db, days: number, last: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    const isOld = sql`coalesce(${files.keptAt}, ${files.createdAt}) < now() - ${days} * interval '1 day'`
    const locked = await tx
      .select({ id: files.id, jobId: files.jobId })
      .from(files)
      .where(and(gt(files.id, last), shownResult(files), isOld))
      .orderBy(asc(files.id))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    const ids = locked.map(({ id }) => id)
    if (ids.length === 0) return []
    await tx.update(files).set({ trashedAt: sql`clock_timestamp()` }).where(inArray(files.id, ids))
    await noteJobs(
      tx,
      locked.map(({ jobId }) => jobId),
    )
    return ids
  })
}
