import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import type { JobRow } from './view'

export type AttemptRow = typeof attempts.$inferSelect

/** Of one person's waiting jobs, how many are prepared ahead of their turn, the oldest first. */
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
 * their turn first (of those who had none yet: whose job is the oldest), so that one person's hundreds never fill the
 * worker. People are found by hopping through the index of waiting jobs, so that the cost grows with people and not with
 * jobs (10,000 waiting jobs of one: 1 ms). Jobs of suspended people wait until they are restored. Jobs that rest (KIE's
 * model is in maintenance) keep no others back.
 * @param waiting how many of this lease's jobs wait already.
 */
export async function takeWaiting(db: Db, lease: number, live: SQL, waiting: number): Promise<string[]> {
  if (waiting >= AHEAD) return []
  return ids(
    await db.execute(sql`
      with recursive people as (
        (select user_id from jobs where status = 'queued' order by user_id limit 1)
        union all
        select (select j.user_id from jobs j where j.status = 'queued' and j.user_id > people.user_id order by j.user_id limit 1)
        from people where people.user_id is not null),
      line as (
        select near.id, near.place from people cross join lateral (
          select j.id, j.lease, j.created_at, row_number() over (order by j.created_at, j.id) as place
          from (select * from jobs where status = 'queued' and user_id = people.user_id and wake_at <= now()
            order by created_at, id limit ${AHEAD_PER_PERSON}) j) near
        left join turns t on t.user_id = people.user_id
        where (select disabled_at from users where id = people.user_id) is null
          and (near.lease is null or near.lease not in ${live})
        order by near.place, t.at nulls first, near.created_at limit ${AHEAD - waiting})
      update jobs set lease = ${lease} where id in (
        select j.id from jobs j join line on line.id = j.id
        where ${free(live)} for update of j skip locked)
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

/** Which of this lease's jobs a callback woke in the last `ms`: the backing for a lost notification. */
export async function woken(db: Db, lease: number, ms: number): Promise<string[]> {
  return ids(
    await db.execute(sql`
      select id from jobs where lease = ${lease} and woken_at >= clock_timestamp() - ${ms} * interval '1 ms'`),
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
