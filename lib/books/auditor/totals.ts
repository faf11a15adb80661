import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { accountSums } from '@/lib/books/fold'
import { rowsOf } from '@/lib/rows'
import type { Look } from './part'

// The kept sums against all rows that they were made from: one statement each, so that both sides are of one moment.
// They read much and lock nothing.

const over = (findings: Look['findings']): Look => ({ findings, upTo: 'all', checked: 0 })

/** Of the job `j`: KIE made its result and did not say what it charged. */
const isUnsaid = sql`((j.status = 'done' or (j.status = 'failed' and j.error_code = 'result_unavailable'))
  and not exists (select from attempts a where a.job_id = j.id and a.credits_consumed is not null))`

type Total = { account: string; kept: number; summed: number }

/** The accounts' kept sums are those of ledger, balances, attempts and ended jobs; those of people and house are 0 (M1). */
export async function totals(db: Db, after: string): Promise<Look | null> {
  if (after !== '') return null
  const sums = await rowsOf<Total>(
    db,
    sql`with summed as (
      select credit as account, sum(amount) as total from ledger where credit like 'house.%' group by credit
      union all select debit, -sum(amount) from ledger where debit like 'house.%' group by debit
      union all select 'people', sum(available + held) from balances
      union all select 'kie', sum(credits_consumed) from attempts
      union all select 'kie.unsaid', sum(coalesce(j.list_price, j.hold)) from jobs j where ${isUnsaid}),
    truth as (select account, coalesce(sum(total), 0)::float8 as total from summed group by account)
    select coalesce(t.account, k.account) as account, coalesce(k.total, 0) as kept, coalesce(t.total, 0) as summed
    from truth t full join ${accountSums} k on k.account = t.account`,
  )
  const rest = sums
    .filter(({ account }) => !account.startsWith('kie'))
    .reduce((sum, { summed }) => sum + summed, 0)
  return over([
    ...sums
      .filter(({ kept, summed }) => kept !== summed)
      .map(({ account, kept, summed }) => ({
        ...{ rule: 'totals' as const, subject: account },
        detail: { kept, summed },
      })),
    ...(rest === 0 ? [] : [{ rule: 'totals' as const, subject: 'rest', detail: { rest } }]),
  ])
}

type Day = { day: string; outcome: string; kept: number[]; counted: number[] }

/** The sums of days are what a count of all jobs that ended says. */
export async function days(db: Db, after: string): Promise<Look | null> {
  if (after !== '') return null
  const wrong = await rowsOf<Day>(
    db,
    sql`with money as (
      select job_id, sum(amount) filter (where kind = 'loss') as loss, bool_or(kind = 'release') as released
      from ledger where kind in ('loss', 'release') group by job_id),
    said as (select job_id, sum(credits_consumed) as consumed from attempts group by job_id),
    ended as (
      select (j.finished_at at time zone 'UTC')::date as day, coalesce(j.charged, 0) as paid,
        case when j.status = 'done' and m.released is not true then s.consumed else m.loss end as consumed,
        case when ${isUnsaid} then coalesce(j.list_price, j.hold) else 0 end as expected,
        case when j.status = 'done' then case when m.released then 'late' else 'done' end
          when j.status = 'canceled' then 'canceled' else 'failed' end as outcome
      from jobs j left join money m on m.job_id = j.id left join said s on s.job_id = j.id
      where j.status in ('done', 'failed', 'canceled')),
    counted as (
      select day, outcome, count(*) as jobs, sum(paid) as paid, coalesce(sum(consumed), 0) as consumed,
        sum(expected) as expected
      from ended group by day, outcome),
    kept as (
      select day, case when outcome = 'partial' then 'done' when outcome in ('lost', 'key', 'credit') then 'failed'
          else outcome end as outcome, sum(jobs) as jobs, sum(paid) as paid, sum(consumed) as consumed,
        sum(expected) as expected
      from (select day, outcome, jobs, paid, consumed, expected from job_days
        union all select day, outcome, jobs, paid, consumed, expected from job_ends) both_tables
      group by 1, 2)
    select coalesce(c.day, k.day)::text as day, coalesce(c.outcome, k.outcome) as outcome,
      array[coalesce(k.jobs, 0), coalesce(k.paid, 0), coalesce(k.consumed, 0), coalesce(k.expected, 0)]::float8[] as kept,
      array[coalesce(c.jobs, 0), coalesce(c.paid, 0), coalesce(c.consumed, 0), coalesce(c.expected, 0)]::float8[] as counted
    from counted c full join kept k on k.day = c.day and k.outcome = c.outcome
    where (coalesce(k.jobs, 0), coalesce(k.paid, 0), coalesce(k.consumed, 0), coalesce(k.expected, 0))
      <> (coalesce(c.jobs, 0), coalesce(c.paid, 0), coalesce(c.consumed, 0), coalesce(c.expected, 0))`,
  )
  return over(
    wrong.map(({ day, outcome, kept, counted }) => ({
      ...{ rule: 'days' as const, subject: day },
      detail: { outcome, kept, counted },
    })),
  )
}
