import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rowsOf } from '@/lib/rows'

/** Rows folded by one statement: a small transaction each, so that nobody waits for long. */
const BATCH = 5_000

/**
 * Folds what waits in `job_ends` and `account_moves` into the kept sums. May run in several processes at once and be
 * cut at any point: a row is deleted and counted by one statement, and readers add both tables.
 * @returns how many rows were folded.
 */
export async function foldDays(db: Db): Promise<number> {
  return (await drain(db, foldEnds)) + (await drain(db, foldMoves))
}

async function drain(db: Db, statement: SQL): Promise<number> {
  let folded = 0
  for (;;) {
    const [row] = await rowsOf<{ folded: number }>(db, statement)
    folded += row?.folded ?? 0
    if (!row || row.folded < BATCH) return folded
  }
}

// Two at once take different rows (skip locked) and lock the sums in one order, so neither waits for the other in vain.

const foldEnds = sql`
  with gone as (
    delete from job_ends where id in (select id from job_ends order by id limit ${BATCH} for update skip locked)
    returning day, model, outcome, bucket, jobs, paid, consumed, unsaid, expected),
  folded as (
    insert into job_days (day, model, outcome, bucket, jobs, paid, consumed, unsaid, expected)
    select day, model, outcome, bucket, sum(jobs), sum(paid), sum(consumed), sum(unsaid), sum(expected) from gone
    group by day, model, outcome, bucket order by day, model, outcome, bucket
    on conflict (day, model, outcome, bucket) do update set jobs = job_days.jobs + excluded.jobs,
      paid = job_days.paid + excluded.paid, consumed = job_days.consumed + excluded.consumed,
      unsaid = job_days.unsaid + excluded.unsaid, expected = job_days.expected + excluded.expected)
  select count(*)::int as folded from gone`

const foldMoves = sql`
  with gone as (
    delete from account_moves where id in (select id from account_moves order by id limit ${BATCH} for update skip locked)
    returning account, amount),
  folded as (
    insert into account_totals (account, total)
    select account, sum(amount) from gone group by account order by account
    on conflict (account) do update set total = account_totals.total + excluded.total)
  select count(*)::int as folded from gone`

/** Folded and not yet folded rows of the days, from `first` on (`2026-11-21`): a subquery, exact at any moment. */
export const endsSince = (first: string): SQL => sql`(
  select day, model, outcome, bucket, jobs, paid, consumed, unsaid, expected from job_days where day >= ${first}::date
  union all
  select day, model, outcome, bucket, jobs, paid, consumed, unsaid, expected from job_ends where day >= ${first}::date)`

/** Every account with its kept sum: a subquery, exact at any moment. */
export const accountSums: SQL = sql`(
  select account, sum(total)::float8 as total from (
    select account, total from account_totals union all select account, amount from account_moves) kept
  group by account)`
