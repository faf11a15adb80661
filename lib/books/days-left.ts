import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from '@/lib/credits/amount'
import { rowsOf } from '@/lib/rows'
import { endsSince } from './fold'
import { firstDay } from './period'

/** Days over which the pace of spending is taken, today as far as it has come. */
const PACE_DAYS = 7
const DAY_MS = 86_400_000

/**
 * For how many whole days KIE's balance (thousandths) lasts at the pace of the last week, or of as much of it as this
 * installation has run, at least a day. Null: nothing is spent. Where KIE did not say what it charged its list counts; a
 * late or failed job has that as its loss.
 */
export async function daysLeft(db: Db, balance: number, now = Date.now()): Promise<number | null> {
  const first = firstDay(PACE_DAYS, now)
  const [row] = await rowsOf<{ consumed: number; since: string | null }>(
    db,
    sql`select (
        select coalesce(sum(consumed), 0) + coalesce(sum(expected) filter (where outcome in ('done', 'partial')), 0)
        from ${endsSince(first)} ends)::float8 as consumed,
      least((select min(day) from job_days), (select min(day) from job_ends))::text as since`,
  )
  if (!row?.consumed) return null
  const since = Math.max(Date.parse(first), row.since ? Date.parse(row.since) : now)
  const aDay = row.consumed / Math.max(1, (now - since) / DAY_MS)
  return Math.max(0, Math.floor(toCredits(balance) / toCredits(aDay)))
}
