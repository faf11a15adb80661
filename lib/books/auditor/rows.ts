import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import type { AuditRule } from '@/lib/books/schema'
import { rowsOf } from '@/lib/rows'
import type { Look } from './part'

/** Ledger rows looked at in one statement. */
const PIECE = 20_000

type Row = { id: number; rule: AuditRule; kind: string; amount: number }

/** Every row belongs to a person and a job that there are, moves no negative amount, between two accounts (M1). */
export async function rows(db: Db, after: string): Promise<Look | null> {
  const from = Number(after || 0)
  const [piece] = await rowsOf<{ upTo: number | null; count: number }>(
    db,
    sql`select max(id)::float8 as "upTo", count(*)::float8 as count from (
      select id from ledger where id > ${from} order by id limit ${PIECE}) piece`,
  )
  if (!piece?.upTo) return null
  const wrong = await rowsOf<Row>(
    db,
    sql`select l.id::float8 as id, l.kind, l.amount::float8 as amount,
        case when l.amount < 0 or l.debit = l.credit or l.debit not similar to '(house|user).%'
          or l.credit not similar to '(house|user).%' then 'accounts' else 'orphan' end as rule
      from ledger l left join jobs j on j.id = l.job_id left join balances b on b.user_id = l.user_id
      where l.id > ${from} and l.id <= ${piece.upTo} and (l.amount < 0 or l.debit = l.credit
        or l.debit not similar to '(house|user).%' or l.credit not similar to '(house|user).%'
        or (l.job_id is not null and j.id is null) or (l.user_id is not null and b.user_id is null)
        or (l.user_id is null and (l.debit like 'user.%' or l.credit like 'user.%')))`,
  )
  return {
    upTo: String(piece.upTo),
    checked: piece.count,
    findings: wrong.map(({ id, rule, kind, amount }) => ({
      ...{ rule, subject: String(id) },
      detail: { kind, amount },
    })),
  }
}
