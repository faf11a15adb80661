import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import type { Rule } from '@/lib/catalog/rule'
import { proportion, toCredits, toThousandths } from '@/lib/credits/amount'
import { KIE_FACTOR } from '@/lib/jobs/price'
import type { Effect } from './price-schema'

/** So many of the last done jobs are looked at. */
const SAMPLE = 200

type Past = Pick<typeof jobs.$inferSelect, 'hold' | 'units' | 'listPrice' | 'charged'> & {
  /** What KIE says it charged (thousandths). */
  consumed: number | null
}

/**
 * The last done jobs of models without a rule of their own. From model to model through the index, and the last of each:
 * where every model that is used has a rule, a walk back in time would read all jobs there are.
 */
const lastWithoutRule = sql`
  with recursive used (model) as (
    (select model from jobs where status = 'done' order by model limit 1)
    union all
    select (select next.model from jobs next where next.status = 'done' and next.model > used.model
      order by next.model limit 1)
    from used where used.model is not null)
  select last.id
  from used cross join lateral (
    select id, finished_at from jobs where status = 'done' and jobs.model = used.model
    order by finished_at desc limit ${SAMPLE}) last
  where used.model not in (
    select r.model_id from price_rules r where r.model_id is not null and r.id = price_rule_of(r.model_id))
  order by last.finished_at desc limit ${SAMPLE}`

/** What the last done jobs cost, and would have cost under a rule. Of all models: those without a rule of their own. */
export async function priceEffect(db: Db, model: string | null, rule: Rule): Promise<Effect> {
  const consumed = sql<number | null>`(
    select a.credits_consumed::float8 from attempts a where a.job_id = ${jobs.id} order by a.n desc limit 1)`
  const rows = await db
    .select({
      model: jobs.model,
      hold: jobs.hold,
      units: jobs.units,
      listPrice: jobs.listPrice,
      charged: jobs.charged,
      consumed,
    })
    .from(jobs)
    .where(
      model === null
        ? sql`${jobs.id} in (${lastWithoutRule})`
        : and(eq(jobs.status, 'done'), eq(jobs.model, model)),
    )
    .orderBy(desc(jobs.finishedAt))
    .limit(SAMPLE)
  const byModel = new Map<string, { jobs: number; paid: number; would: number }>()
  for (const row of rows) {
    const sums = byModel.get(row.model) ?? { jobs: 0, paid: 0, would: 0 }
    sums.jobs += 1
    sums.paid += row.charged ?? 0
    sums.would += wouldBe(row, rule)
    byModel.set(row.model, sums)
  }
  const all = [...byModel.values()]
  const total = (of: 'jobs' | 'paid' | 'would') => all.reduce((sum, one) => sum + one[of], 0)
  return {
    jobs: total('jobs'),
    paid: toCredits(total('paid')),
    would: toCredits(total('would')),
    models: [...byModel]
      .map(([id, sums]) => ({
        model: id,
        title: findModel(id)?.title ?? id,
        jobs: sums.jobs,
        paid: toCredits(sums.paid),
        would: toCredits(sums.would),
      }))
      .sort((a, b) => Math.abs(b.would - b.paid) - Math.abs(a.would - a.paid) || b.jobs - a.jobs),
  }
}

/** Thousandths: the part of the hold that was due then is due of the new one; KIE's own figure counts where it did. */
export function wouldBe({ hold, units, listPrice, charged, consumed }: Past, rule: Rule): number {
  const paid = charged ?? 0
  const times = (amount: number, factor: number) => proportion(amount, factor, KIE_FACTOR)
  if (paid === 0 || hold === 0) return 0
  if (rule.kind === 'fixed') {
    const credits = toThousandths(rule.credits)
    return units === null ? proportion(credits, paid, hold) : credits
  }
  // Before prices were kept with jobs, what was held was KIE's price.
  const most = times(listPrice ?? hold, rule.factor)
  if (units !== null && consumed !== null) return Math.min(most, times(consumed, rule.factor))
  return proportion(most, paid, hold)
}
