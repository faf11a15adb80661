import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import type { AuditRule } from '@/lib/books/schema'
import { rowsOf } from '@/lib/rows'
import type { Finding, Look } from './part'

/** Jobs looked at in one statement. */
const PIECE = 1_000

type Row = Record<keyof typeof rules, boolean> & { id: string; said: Record<string, unknown> }

/** Which rule a broken condition belongs to. */
const rules = {
  /** Exactly one hold, of the job's own person and price (M3, M5). */
  noHold: 'hold',
  /** An open job has none, an ended one exactly one (M3). */
  resolutions: 'resolution',
  /** Failed and canceled released, done captured what it charged, or released at price 0 (M4, M6). */
  contradicts: 'status',
  /** What is captured and what is given back are the hold (M3). */
  leftOver: 'remainder',
  /** Done means that the bytes are in the store (J4). */
  noFile: 'file',
  /** What KIE charged for a job that nobody paid is booked to the house, once (M6). */
  notBooked: 'loss',
  /** At most one attempt may be alive upstream (J2). */
  attempts: 'attempt',
} as const satisfies Record<string, AuditRule>

/** Status and money of every job, from its own row, its ledger rows, its attempts and its files. */
export async function jobs(db: Db, after: string): Promise<Look | null> {
  const [piece] = await rowsOf<{ upTo: string | null; count: number }>(
    db,
    sql`select max(id) as "upTo", count(*)::float8 as count from (
      select id from jobs where id > ${after} order by id limit ${PIECE}) piece`,
  )
  if (!piece?.upTo) return null
  const within = (column: string) =>
    sql`${sql.raw(column)} > ${after} and ${sql.raw(column)} <= ${piece.upTo}`
  const rows = await rowsOf<Row>(
    db,
    sql`with money as (
      select job_id,
        count(*) filter (where kind = 'hold') as holds,
        max(amount) filter (where kind = 'hold') as hold, max(user_id) filter (where kind = 'hold') as holder,
        count(distinct user_id) as people,
        count(*) filter (where kind in ('capture', 'release')) as resolutions,
        count(*) filter (where kind = 'release') as releases, max(amount) filter (where kind = 'release') as released,
        max(amount) filter (where kind = 'capture') as captured,
        coalesce(sum(amount) filter (where kind = 'remainder'), 0) as remainder,
        count(*) filter (where kind = 'loss') as losses
      from ledger where ${within('job_id')} group by job_id),
    tries as (
      select job_id, coalesce(sum(credits_consumed), 0) as consumed,
        count(*) filter (where state in ('begun', 'uncertain', 'bound')) as alive
      from attempts where ${within('job_id')} group by job_id),
    judged as (
      select j.id,
        coalesce(m.holds, 0) <> 1 or m.hold <> j.hold or m.holder <> j.user_id or m.people <> 1 as "noHold",
        coalesce(m.resolutions, 0) <> case when j.status in ('done', 'failed', 'canceled') then 1
          when j.status = 'storing' then least(coalesce(m.releases, 0), 1) else 0 end as "resolutions",
        coalesce(case when j.status in ('failed', 'canceled') then m.releases <> 1 or m.captured is not null
          when j.status = 'done' and m.captured is null then j.charged <> 0 or m.releases <> 1
          when j.status = 'done' then m.captured <> j.charged
          else false end, j.status in ('done', 'failed', 'canceled')) as contradicts,
        coalesce(coalesce(m.captured + m.remainder, m.released) <> j.hold, false) as "leftOver",
        j.status = 'done' and not exists (select from files f where f.job_id = j.id) as "noFile",
        coalesce(m.losses, 0) > 1 or (coalesce(m.losses, 0) = 0 and j.status in ('failed', 'canceled')
          and coalesce(t.consumed, 0) > 0) as "notBooked",
        coalesce(t.alive, 0) > 1 as attempts,
        jsonb_build_object('status', j.status, 'hold', j.hold, 'charged', j.charged, 'held', m.hold,
          'captured', m.captured, 'released', m.released, 'remainder', m.remainder, 'consumed', t.consumed) as said
      from jobs j left join money m on m.job_id = j.id left join tries t on t.job_id = j.id
      where ${within('j.id')})
    select * from judged
    where "noHold" or "resolutions" or contradicts or "leftOver" or "noFile" or "notBooked" or attempts`,
  )
  return { upTo: piece.upTo, checked: piece.count, findings: rows.flatMap(judge) }
}

const names = Object.keys(rules) as (keyof typeof rules)[]

const judge = (row: Row): Finding[] =>
  names.filter((name) => row[name]).map((name) => ({ rule: rules[name], subject: row.id, detail: row.said }))
