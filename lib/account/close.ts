import 'server-only'
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobs } from '@/db/schema'
import { violated } from '@/lib/constraint'
import { deleteBlobs, type Store, store } from '@/lib/files/store'
import { cancelWaiting } from '@/lib/jobs/settle'
import { log } from '@/lib/log'
import { rowsOf } from '@/lib/rows'
import { CLOSING_DAYS } from './bounds'
import { FORGOTTEN, forget, forgetWork } from './forget'

const BATCH = 100

/**
 * Closes accounts whose week is over and whose jobs have all ended, one by one: what keeps one open, or fails, keeps no other. Each
 * step can be cut and done again: the account is shut, its bytes go, and last what names its person, in one transaction
 * with the rest of its credits. Ledger, jobs and audit stay. The last admin stays as well.
 * @returns how many.
 */
export async function closeDue(db: Db, from: Store = store()): Promise<number> {
  const due = await idsOf(
    db,
    sql`select id from users where closing_at < now() - ${CLOSING_DAYS} * interval '1 day' and closed_at is null`,
  )
  let closed = 0
  for (const id of due) {
    const done = await closeOne(db, id, from).catch((error: unknown) => {
      log().error({ err: error, userId: id }, 'an account could not be closed')
      return false
    })
    if (done) closed += 1
  }
  for (const id of await closedWithFiles(db))
    await forgetLate(db, id, from).catch((error: unknown) => {
      log().error({ err: error, userId: id }, 'files of a closed account could not be deleted')
    })
  return closed
}

async function forgetLate(db: Db, id: string, from: Store): Promise<void> {
  await deleteFiles(db, id, from)
  await db.transaction((tx) => forgetWork(tx, id))
}

/** False: it has to stay for now. */
async function closeOne(db: Db, id: string, from: Store): Promise<boolean> {
  await cancelForSuspended(db, id)
  if (!(await shut(db, id))) return false
  await deleteFiles(db, id, from)
  await db.transaction((tx) => forget(tx, id))
  return true
}

/** False: a job keeps it open, it was taken back since it was listed, or it is the last admin's. */
async function shut(db: Db, id: string): Promise<boolean> {
  try {
    const found = await idsOf(
      db,
      sql`update users set disabled_at = coalesce(disabled_at, now())
      where id = ${id} and closing_at < now() - ${CLOSING_DAYS} * interval '1 day'
        and not exists (select from jobs where jobs.user_id = users.id and status in ('queued', 'running', 'storing'))
      returning id`,
    )
    return found.length > 0
  } catch (error) {
    if (violated(error) === 'users_last_admin') return false
    throw error
  }
}

/** Waiting jobs of somebody who is suspended are not taken, so they would keep the account open for ever. */
async function cancelForSuspended(db: Db, id: string): Promise<void> {
  const waiting = await idsOf(
    db,
    sql`select jobs.id from jobs join users on users.id = jobs.user_id
      where users.id = ${id} and users.disabled_at is not null and jobs.status = 'queued'`,
  )
  for (const job of waiting) await db.transaction((tx) => cancelWaiting(tx, eq(jobs.id, job), 'system'))
}

const idsOf = async (db: Db, query: SQL) => (await rowsOf<{ id: string }>(db, query)).map(({ id }) => id)

/** A lost job's result may come after all, when its person is gone. */
const closedWithFiles = (db: Db) =>
  idsOf(
    db,
    sql`select id from users where closed_at is not null
      and exists (select from files where files.user_id = users.id
        and (files.deleted_at is null or files.name <> ${FORGOTTEN}))`,
  )

/** Bytes first, then the note of it, so that what was cut in between is found again. */
async function deleteFiles(db: Db, userId: string, from: Store): Promise<void> {
  for (;;) {
    const some = await db
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.userId, userId), isNull(files.deletedAt)))
      .limit(BATCH)
    if (some.length === 0) return
    const ids = some.map((file) => file.id)
    for (const id of ids) await deleteBlobs(from, id)
    await db.update(files).set({ deletedAt: sql`now()` }).where(inArray(files.id, ids))
  }
}
