import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from '@/lib/credits/amount'
import { BOM, csvLine } from '@/lib/csv'
import type { Locale } from '@/lib/locale'
import { rowsOf } from '@/lib/rows'
import { wordsFor } from '@/lib/words'
import { endsSince } from './fold'
import { firstDay } from './period'
import type { Outcome, Period } from './schema'
import { titleOf } from './title'

type Row = {
  day: string
  model: string
  outcome: Outcome
  jobs: number
  paid: number
  consumed: number
  unsaid: number
}

const outcomeWords = {
  done: 'books.outcomes.done',
  partial: 'books.outcomes.partial',
  late: 'books.outcomes.late',
  canceled: 'books.outcomes.canceled',
  lost: 'books.outcomes.lost',
  key: 'books.outcomes.key',
  credit: 'books.outcomes.credit',
  failed: 'books.outcomes.failed',
} as const satisfies Record<Outcome, string>

/** The last days as CSV: a line for each day, model and way in which jobs ended. Its sums are those of the page. */
export async function booksCsv(db: Db, days: Period, locale: Locale, now = Date.now()): Promise<string> {
  const say = wordsFor(locale)
  const rows = await rowsOf<Row>(
    db,
    sql`select day::text, model, outcome, sum(jobs)::float8 as jobs, sum(paid)::float8 as paid,
      sum(consumed)::float8 as consumed, sum(unsaid)::float8 as unsaid
      from ${endsSince(firstDay(days, now))} ends group by day, model, outcome having sum(jobs) <> 0
      order by day desc, model, outcome`,
  )
  const head = [
    ...[say('books.csv.day'), say('books.csv.model'), say('books.csv.name'), say('books.csv.outcome')],
    ...[
      say('books.jobs'),
      say('books.paid'),
      say('books.consumed'),
      say('books.difference'),
      say('books.unsaid'),
    ],
  ]
  const lines = rows.map(({ day, model, outcome, jobs, paid, consumed, unsaid }) =>
    csvLine([
      ...[day, model, titleOf(model), say(outcomeWords[outcome]), jobs],
      ...[toCredits(paid), toCredits(consumed), toCredits(paid - consumed), unsaid],
    ]),
  )
  return BOM + csvLine(head) + lines.join('')
}
