import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import type { Locale } from '@/lib/locale'
import { rowsOf } from '@/lib/rows'
import { toCredits } from './amount'
import { dayStarts } from './month'
import type { SpendingView } from './movement-view'
import { list, toolOf } from './movements'

type Row = { day: number; model: string; captured: string; jobs: string }

/** What was captured from a person in a month, by day and by model: one statement over that month's rows. */
export async function spending(
  db: Db,
  userId: string,
  { month, zone }: { month: string; zone: string },
  locale: Locale,
): Promise<SpendingView> {
  const starts = dayStarts(month, zone).map((at) => at.toISOString())
  const rows = await rowsOf<Row>(
    db,
    sql`
    select width_bucket(l.at, ${list(starts)}::timestamptz[])::int as day, j.model,
      sum(l.amount)::text as captured, count(*)::text as jobs
    from ledger l join jobs j on j.id = l.job_id
    where l.user_id = ${userId} and l.kind = 'capture' and l.amount > 0
      and l.at >= ${starts[0]}::timestamptz and l.at < ${starts.at(-1)}::timestamptz
    group by 1, 2`,
  )
  const sums = (some: readonly Row[]) => ({
    credits: toCredits(some.reduce((sum, row) => sum + Number(row.captured), 0)),
    jobs: some.reduce((sum, row) => sum + Number(row.jobs), 0),
  })
  const models = [...new Set(rows.map(({ model }) => model))].map((model) => ({
    ...{ model, tool: toolOf(locale, model) },
    ...sums(rows.filter((row) => row.model === model)),
  }))
  return {
    ...{ month, zone },
    total: sums(rows).credits,
    days: starts.slice(0, -1).map((_, n) => ({
      day: `${month}-${String(n + 1).padStart(2, '0')}`,
      ...sums(rows.filter((row) => row.day === n + 1)),
    })),
    models: models.toSorted((a, b) => b.credits - a.credits || a.tool.localeCompare(b.tool, locale)),
  }
}
