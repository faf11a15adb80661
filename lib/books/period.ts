import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from '@/lib/credits/amount'
import { rowsOf } from '@/lib/rows'
import { endsSince } from './fold'
import { type Bucket, times } from './percentile'
import { type Outcome, outcomes, type Period, type PeriodView, type Sums } from './schema'
import { titleOf } from './title'

const DAY_MS = 86_400_000

/** `2026-11-21`, in UTC. */
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** The first of the last `days` days; the last is that of `now`. */
export const firstDay = (days: Period, now: number) => dayOf(now - (days - 1) * DAY_MS)

type Row = {
  day: string | null
  model: string | null
  outcome: Outcome | null
  bucket: number | null
  jobs: number
  paid: number
  consumed: number
  unsaid: number
}

/** The last days by day, by model and by how jobs ended: one statement over the sums, none over jobs. */
export async function period(db: Db, days: Period, now = Date.now()): Promise<PeriodView> {
  const rows = await rowsOf<Row>(
    db,
    sql`select day::text, model, outcome, bucket, sum(jobs)::float8 as jobs, sum(paid)::float8 as paid,
      sum(consumed)::float8 as consumed, sum(unsaid)::float8 as unsaid
      from ${endsSince(firstDay(days, now))} ends where day <= ${dayOf(now)}::date
      group by grouping sets ((day, outcome), (model, outcome), (model, bucket))`,
  )
  const ofDays = rows.filter(({ day }) => day !== null)
  const ofModels = rows.filter(({ model, outcome }) => model !== null && outcome !== null)
  const ofBuckets = rows.filter(({ bucket }) => bucket !== null && bucket > 0)
  const models = [...new Set(ofModels.map(({ model }) => model ?? ''))].map((model) => ({
    ...{ model, title: titleOf(model) },
    ...sumsOf(ofModels.filter((row) => row.model === model)),
    times: times(ofBuckets.filter((row) => row.model === model) as Bucket[]),
  }))
  return {
    days: Array.from({ length: days }, (_, n) => dayOf(now - (days - 1 - n) * DAY_MS)).map((day) => ({
      day,
      ...sumsOf(ofDays.filter((row) => row.day === day)),
    })),
    total: sumsOf(ofDays),
    models: models
      .filter(({ jobs }) => jobs > 0)
      .toSorted((a, b) => b.jobs - a.jobs || a.title.localeCompare(b.title)),
    causes: outcomes
      .map((outcome) => {
        const { jobs, paid, consumed } = sumsOf(ofDays.filter((row) => row.outcome === outcome))
        return { outcome, jobs, paid, consumed }
      })
      .filter(({ jobs }) => jobs > 0),
  }
}

const withResult = new Set<Outcome | null>(['done', 'partial', 'late'])

function sumsOf(rows: readonly Row[]): Sums {
  const add = (some: readonly Row[], what: 'jobs' | 'paid' | 'consumed' | 'unsaid') =>
    some.reduce((sum, row) => sum + row[what], 0)
  return {
    jobs: add(rows, 'jobs'),
    done: add(
      rows.filter(({ outcome }) => withResult.has(outcome)),
      'jobs',
    ),
    failed: add(
      rows.filter(({ outcome }) => outcome !== 'canceled' && !withResult.has(outcome)),
      'jobs',
    ),
    paid: toCredits(add(rows, 'paid')),
    consumed: toCredits(add(rows, 'consumed')),
    unsaid: add(rows, 'unsaid'),
  }
}
