import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import type { JobRow } from './view'

export type AttemptRow = typeof attempts.$inferSelect

/** Of one person's waiting jobs, how many a worker prepares ahead of their turn. */
const AHEAD_PER_PERSON = 6
/** Waiting jobs that one worker prepares at most. */
const AHEAD = 48
const RESUMED_AT_ONCE = 1_000

/** Due, and nobody living has it. `live` is a subquery of the living leases. */
const free = (live: SQL) => sql`j.wake_at <= now() and (j.lease is null or j.lease not in ${live})`

/**
 * Takes jobs that were under way (running, storing, or given up but called back) under this lease: what a dead
 * process left, all at once.
 */
export async function takeResumable(db: Db, lease: number, live: SQL): Promise<string[]> {
  return ids(
    await db.execute(sql`
      update jobs set lease = ${lease} where id in (
        select j.id from jobs j where ${free(live)} and j.status <> 'queued'
        order by j.wake_at limit ${RESUMED_AT_ONCE} for update skip locked)
      returning id`),
  )
}

/**
 * Takes waiting jobs so that their pictures can be sent ahead: a few of each person, people who waited longest for
 * their turn first, so that one person's hundreds never fill the worker.
 */
export async function takeWaiting(db: Db, lease: number, live: SQL): Promise<string[]> {
  return ids(
    await db.execute(sql`
      with mine as (select user_id, count(*) as n from jobs where lease = ${lease} and status = 'queued' group by user_id),
      line as (
        select j.id, j.user_id, row_number() over (partition by j.user_id order by j.created_at, j.id) as place
        from jobs j where j.status = 'queued' and ${free(live)})
      update jobs set lease = ${lease} where id in (
        select j.id from jobs j join line on line.id = j.id
          left join mine on mine.user_id = j.user_id left join turns t on t.user_id = j.user_id
        where j.status = 'queued' and ${free(live)} and line.place + coalesce(mine.n, 0) <= ${AHEAD_PER_PERSON}
        order by line.place, t.at nulls first, j.created_at
        limit greatest(0, ${AHEAD} - (select coalesce(sum(n), 0) from mine)) for update of j skip locked)
      returning id`),
  )
}

const ids = (result: unknown) => (result as { rows: { id: string }[] }).rows.map((row) => row.id)

/** The rows of these jobs that this lease still has. */
export const leased = (db: Db, lease: number, jobIds: string[]): Promise<JobRow[]> =>
  db
    .select()
    .from(jobs)
    .where(and(inArray(jobs.id, jobIds), eq(jobs.lease, lease)))

/** Which of this lease's jobs a callback woke since `since`: the backing for a lost notification. */
export async function woken(db: Db, lease: number, since: Date): Promise<string[]> {
  return ids(
    await db.execute(
      sql`select id from jobs where lease = ${lease} and woken_at >= ${since.toISOString()}::timestamptz`,
    ),
  )
}

/** Gives every job of this lease back; the next worker takes them at once. */
export async function giveBackAll(db: Db, lease: number): Promise<void> {
  await db.update(jobs).set({ lease: null }).where(eq(jobs.lease, lease))
}

/** The newest attempt of a job, or null. */
export async function lastAttempt(db: Db, jobId: string): Promise<AttemptRow | null> {
  const [row] = await db
    .select()
    .from(attempts)
    .where(eq(attempts.jobId, jobId))
    .orderBy(sql`${attempts.n} desc`)
    .limit(1)
  return row ?? null
}

/** How long a job rests after an error of our own before it is taken again. */
const STUMBLE_MS = 5_000

/** Lets one job go after a surprise, to be taken again a little later. */
export async function letGo(db: Db, lease: number, jobId: string): Promise<void> {
  await db.execute(sql`
    update jobs set lease = null, wake_at = now() + ${STUMBLE_MS} * interval '1 ms' where id = ${jobId} and lease = ${lease}`)
}
