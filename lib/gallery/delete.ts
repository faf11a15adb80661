import 'server-only'
import { and, asc, eq, inArray, lt, lte, notExists, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobInputs, jobs } from '@/db/schema'
import { deleteBlobs, type Store, store } from '@/lib/files/store'
import { readSettings } from '@/lib/settings'
import { leaveBoards } from './board-items'
import { isInTrash, noteJobs } from './trash'

const BATCH = 100

/**
 * Deletes results of the trash for good: their bytes, then nothing but a row for the job that made them is left. Those
 * that an unfinished job was given stay until it has ended.
 * @returns what is gone, and what stays.
 */
export async function deleteNow(
  db: Db,
  userId: string,
  ids: readonly string[],
  from: Store = store(),
): Promise<{ deleted: string[]; kept: string[] }> {
  const deleted: string[] = []
  for (let first = 0; first < ids.length; first += BATCH) {
    const some = ids.slice(first, first + BATCH)
    deleted.push(...(await deleteSome(db, and(eq(files.userId, userId), inArray(files.id, some)), from)))
  }
  const left = ids.filter((id) => !deleted.includes(id))
  const kept =
    left.length === 0
      ? []
      : await db
          .select({ id: files.id })
          .from(files)
          .where(and(eq(files.userId, userId), inArray(files.id, left), isInTrash))
  return { deleted, kept: kept.map(({ id }) => id) }
}

/**
 * Deletes what one person threw away until then; what came into the trash later was not meant.
 * @returns how many results.
 */
export async function emptyOwnTrash(
  db: Db,
  userId: string,
  before: Date,
  from: Store = store(),
): Promise<number> {
  return deleteAll(db, and(eq(files.userId, userId), lte(files.trashedAt, before)), from)
}

/**
 * Deletes what has lain in anybody's trash for as long as the settings say. May run in several processes at once and be cut at any
 * point; bytes that a cut leaves behind are found by the sweep of orphans.
 * @returns how many results.
 */
export async function emptyTrash(db: Db, from: Store = store()): Promise<number> {
  const { trashDays } = await readSettings(db)
  return deleteAll(db, lt(files.trashedAt, sql`now() - ${trashDays} * interval '1 day'`), from)
}

async function deleteAll(db: Db, which: SQL | undefined, from: Store): Promise<number> {
  let all = 0
  for (;;) {
    const gone = await deleteSome(db, which, from)
    all += gone.length
    if (gone.length < BATCH) return all
  }
}

/** No job that is not over was given it. */
const isFree = (db: Db) =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(jobInputs)
      .innerJoin(jobs, eq(jobs.id, jobInputs.jobId))
      .where(and(eq(jobInputs.fileId, files.id), inArray(jobs.status, ['queued', 'running', 'storing']))),
  )

/**
 * The rows are locked first, and looked at again with the locks held: a job that is made of one at this moment holds
 * its row or waits for it.
 */
async function deleteSome(db: Db, which: SQL | undefined, from: Store): Promise<string[]> {
  const gone = await db.transaction(async (tx) => {
    const locked = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(which, isInTrash, isFree(tx)))
      .orderBy(asc(files.id))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    if (locked.length === 0) return []
    const ids = locked.map(({ id }) => id)
    const rows = await tx
      .update(files)
      .set({ deletedAt: sql`clock_timestamp()`, isFavourite: false, placeholder: null })
      .where(and(inArray(files.id, ids), isInTrash, isFree(tx)))
      .returning({ id: files.id, jobId: files.jobId })
    await noteJobs(
      tx,
      rows.map(({ jobId }) => jobId),
    )
    return rows.map(({ id }) => id)
  })
  await leaveBoards(db, gone)
  for (const id of gone) await deleteBlobs(from, id)
  return gone
}
