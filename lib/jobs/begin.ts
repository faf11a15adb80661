import 'server-only'
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'

/** What was begun is sent within this time or not at all (`create.ts`). */
export const ON_THE_WAY_MS = 250

/**
 * KIE allows 20 new tasks in 10 s for an account; two are left as room (design J5). Tasks come in bursts, so what counts
 * is how unequally long they are on their way: a burst that is late would meet the next one within ten seconds.
 */
export const TASKS_PER_WINDOW = 18
const WINDOW_MS = 10_000 + ON_THE_WAY_MS
/** Any constant: the lock under which the pace is counted. */
const PACE_LOCK = 0x70616365

/** `atMs`: when it was begun, on this process's own clock; an attempt of another process is never sent. */
export type Begun = { jobId: string; n: number; nonce: string; atMs: number }
export type Beginning = { begun: Begun } | { waitMs: number } | { nobody: true }

/**
 * Starts one of `ready` (waiting jobs of this lease whose pictures are at KIE): the one whose person waited longest
 * for a turn and is not suspended, if the installation's pace allows a task now. The attempt is committed before any
 * byte leaves, because createTask cannot be repeated (J2). The database's clock counts, under one lock for all processes.
 */
export async function begin(db: Db, lease: number, ready: string[]): Promise<Beginning> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${PACE_LOCK})`)
    const waitMs = await wait(tx)
    if (waitMs > 0) return { waitMs }
    const nonce = randomBytes(16).toString('hex')
    const atMs = performance.now()
    const rows = await tx.execute(sql`
      with next as (
        select j.id from jobs j left join turns t on t.user_id = j.user_id
        where j.id in (select jsonb_array_elements_text(${JSON.stringify(ready)}::jsonb))
          and j.status = 'queued' and j.lease = ${lease}
          and (select disabled_at from users where id = j.user_id) is null
        order by t.at nulls first, j.created_at, j.id limit 1 for update of j),
      job as (
        update jobs set status = 'running', started_at = coalesce(started_at, clock_timestamp())
        from next where jobs.id = next.id returning jobs.id, jobs.user_id),
      turn as (
        insert into turns (user_id, at) select user_id, clock_timestamp() from job
        on conflict (user_id) do update set at = excluded.at)
      insert into attempts (job_id, n, nonce, begun_at)
      select job.id, 1 + (select count(*) from attempts where job_id = job.id), ${nonce}, clock_timestamp() from job
      returning job_id, n`)
    const row = (rows as unknown as { rows: { job_id: string; n: number }[] }).rows[0]
    return row ? { begun: { jobId: row.job_id, n: row.n, nonce, atMs } } : { nobody: true }
  })
}

/**
 * Milliseconds until the next task may be sent; 0: now. The clock decides; `now()`, which is never later, is what an
 * index can be walked by, or each task would read all attempts.
 */
async function wait(tx: Db): Promise<number> {
  const rows = await tx.execute(sql`
    with recent as (
      select begun_at, row_number() over (order by begun_at desc) as place from attempts
      where begun_at > now() - ${WINDOW_MS} * interval '1 ms'
        and begun_at > clock_timestamp() - ${WINDOW_MS} * interval '1 ms')
    select ceil(greatest(0,
      (select extract(epoch from begun_at - clock_timestamp()) * 1000 + ${WINDOW_MS} from recent where place = ${TASKS_PER_WINDOW}),
      (select extract(epoch from (value #>> '{}')::timestamptz - clock_timestamp()) * 1000 from settings where key = 'pausedUntil')
    ))::int as ms`)
  return (rows as unknown as { rows: { ms: number | null }[] }).rows[0]?.ms ?? 0
}

/** KIE said 429: nobody sends anything for a while. A longer pause that holds already stays. */
export async function pauseAll(db: Db, ms: number): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value) values ('pausedUntil', to_jsonb(clock_timestamp() + ${ms} * interval '1 ms'))
    on conflict (key) do update set value = to_jsonb(greatest((settings.value #>> '{}')::timestamptz,
      (excluded.value #>> '{}')::timestamptz)), changed_at = now()`)
}
