import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rowsOf } from '@/lib/rows'
import type { Look } from './part'

/** People looked at in one statement. */
const PIECE = 200

type Row = {
  user: string
  available: number
  held: number
  rows: number
  sumAvailable: number
  sumHeld: number
  wrong: number | null
  least: number
}

/**
 * Every balance is the sum of its rows, each row carries the balance after it, and none was ever below zero (M1, M2,
 * M7). The sums are made from debit and credit, not from what the rows say of themselves.
 */
export async function people(db: Db, after: string): Promise<Look | null> {
  const [piece] = await rowsOf<{ upTo: string | null }>(
    db,
    sql`select max(user_id) as "upTo" from (
      select user_id from balances where user_id > ${after} order by user_id limit ${PIECE}) piece`,
  )
  if (!piece?.upTo) return null
  const rows = await rowsOf<Row>(
    db,
    sql`with changes as (
      select user_id, id, available_after, held_after,
        case when credit = 'user.available' then amount else 0 end
          - case when debit = 'user.available' then amount else 0 end as available,
        case when credit = 'user.held' then amount else 0 end
          - case when debit = 'user.held' then amount else 0 end as held
      from ledger where user_id > ${after} and user_id <= ${piece.upTo}),
    running as (
      select user_id, id, available, held, available_after, held_after,
        sum(available) over w as sum_available, sum(held) over w as sum_held
      from changes window w as (partition by user_id order by id)),
    sums as (
      select user_id, count(*) as rows, sum(available) as available, sum(held) as held,
        min(id) filter (where (sum_available, sum_held) is distinct from (available_after, held_after)) as wrong,
        least(min(available_after), min(held_after)) as least
      from running group by user_id)
    select b.user_id as "user", b.available::float8 as available, b.held::float8 as held,
      coalesce(s.rows, 0)::float8 as rows, coalesce(s.available, 0)::float8 as "sumAvailable",
      coalesce(s.held, 0)::float8 as "sumHeld", s.wrong::float8 as wrong,
      least(b.available, b.held, coalesce(s.least, 0))::float8 as least
    from balances b left join sums s on s.user_id = b.user_id
    where b.user_id > ${after} and b.user_id <= ${piece.upTo}`,
  )
  return {
    upTo: piece.upTo,
    checked: rows.reduce((sum, row) => sum + 1 + row.rows, 0),
    findings: rows.flatMap(judge),
  }
}

const judge = ({ user: subject, ...row }: Row) => [
  ...(row.available === row.sumAvailable && row.held === row.sumHeld
    ? []
    : [
        {
          rule: 'balance' as const,
          subject,
          detail: { balance: [row.available, row.held], rows: [row.sumAvailable, row.sumHeld] },
        },
      ]),
  ...(row.wrong === null ? [] : [{ rule: 'after' as const, subject, detail: { row: row.wrong } }]),
  ...(row.least >= 0 ? [] : [{ rule: 'negative' as const, subject, detail: { least: row.least } }]),
]
