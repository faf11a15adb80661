import 'server-only'
import { and, asc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/open'
import { files, jobs, shownResult } from '@/db/schema'
import { Refusal } from '@/lib/refusal'

const now = sql`clock_timestamp()`

type Changed = { changed: string[] }

/** Throws results away: they are hidden everywhere at once, and can be brought back for the trash's time. */
export const moveToTrash = (db: Db, userId: string, ids: readonly string[]): Promise<Changed | Refusal> =>
  change(db, userId, ids, shownResult(files), { trashedAt: now })

/** Brings results back from the trash to where they were, boards too. The time that they are kept for begins anew. */
export const restore = (db: Db, userId: string, ids: readonly string[]): Promise<Changed | Refusal> =>
  change(db, userId, ids, isInTrash, { trashedAt: null, keptAt: now })

/** What lies in the trash and can still be brought back. */
export const isInTrash: SQL = sql`${files.trashedAt} is not null and ${files.deletedAt} is null`

/** Rows are locked in the order of their ids, so that two who mean the same results do not wait in a circle. */
async function change(
  db: Db,
  userId: string,
  ids: readonly string[],
  from: SQL,
  become: Pick<PgUpdateSetSource<typeof files>, 'trashedAt' | 'keptAt'>,
): Promise<Changed | Refusal> {
  return db.transaction(async (tx) => {
    const locked = await tx
      .select({ id: files.id, jobId: files.jobId })
      .from(files)
      .where(and(eq(files.userId, userId), inArray(files.id, [...ids]), isResult, from))
      .orderBy(asc(files.id))
      .for('update')
    if (locked.length === 0) return new Refusal('not_found')
    const found = locked.map(({ id }) => id)
    await tx.update(files).set(become).where(inArray(files.id, found))
    await noteJobs(
      tx,
      locked.map(({ jobId }) => jobId),
    )
    return { changed: found }
  })
}

const isResult = and(isNull(files.deletedAt), or(isNotNull(files.jobId), isNotNull(files.finishOf)))

/** The jobs that made these results look different now: their pages and lists hear of it. */
export async function noteJobs(tx: Db, jobIds: readonly (string | null)[]): Promise<void> {
  const made = [...new Set(jobIds.filter((id) => id !== null))]
  if (made.length === 0) return
  const inOneOrder = tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(inArray(jobs.id, made))
    .orderBy(asc(jobs.id))
    .for('update')
  await tx
    .update(jobs)
    .set({ version: sql`${jobs.version} + 1`, updatedAt: sql`clock_timestamp()` })
    .where(inArray(jobs.id, inOneOrder))
}
