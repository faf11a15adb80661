import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from '@/lib/credits/amount'
import { invalid, Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import type { NewJob } from './insert'

type Row = {
  available: string
  open_jobs: number
  used: string
  limits: { credits: number | null; jobs: number | null; models: string[] | null }
  passed: 'jobs_at_once' | 'credits_a_day' | null
  taken: boolean
}

/**
 * Why the database did not take a job: a model that is not for this person, a limit, too few credits. Null: the reason
 * is gone meanwhile, and it may be asked again.
 */
export async function whyNot(db: Db, job: NewJob): Promise<Refusal | null> {
  const rows = await rowsOf<Row>(
    db,
    sql`
    with today (day) as (select (clock_timestamp() at time zone 'utc')::date)
    select b.available, b.open_jobs, case when b.used_on = today.day then b.used else 0 end as used,
      limit_passed(b.user_id, ${job.hold}::bigint, today.day) as passed,
      json_build_object('credits', coalesce(own.credits_a_day, shared.credits_a_day),
        'jobs', coalesce(own.jobs_at_once, shared.jobs_at_once),
        'models', coalesce(own.models, shared.models)) as limits,
      exists (select from jobs where user_id = b.user_id and idempotency_key = ${job.idempotencyKey}) as taken
    from balances b cross join today left join person_limits own on own.user_id = b.user_id
      left join groups shared on shared.id = own.group_id
    where b.user_id = ${job.userId}`,
  )
  const [found] = rows
  if (!found) throw new Error('a person without a balance')
  const { limits } = found
  // Its own job: the caller looks for it.
  if (found.taken) return new Refusal('idempotency_conflict')
  if (limits.models && !limits.models.includes(job.model))
    return invalid({ model: { key: 'model_not_allowed' } })
  if (found.passed === 'jobs_at_once') {
    return new Refusal('limit_jobs', { values: { most: limits.jobs ?? 0, open: found.open_jobs } })
  }
  if (found.passed === 'credits_a_day') {
    const values = { most: toCredits(limits.credits ?? 0), used: toCredits(Number(found.used)) }
    return new Refusal('limit_day', {
      values: { ...values, needed: toCredits(job.hold) },
    })
  }
  const available = Number(found.available)
  if (available >= job.hold) return null
  return new Refusal('insufficient_credits', {
    values: { needed: toCredits(job.hold), available: toCredits(available) },
  })
}
