import { type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, it, vi } from 'vitest'
import type { Db } from '@/db/open'
import { accounts } from '@/lib/books/accounts'
import { checkBooks } from '@/lib/books/auditor/check'
import { accountSums, endsSince, foldDays } from '@/lib/books/fold'
import { period } from '@/lib/books/period'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '../../support/database'
import { type End, lives } from './life'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const EVER = '2000-01-01'
type Line = {
  day: string
  outcome: string
  jobs: number
  paid: number
  consumed: number
  unsaid: number
  expected: number
}

/** Folded and unfolded together, without what came to nothing. */
const kept = () =>
  rowsOf<Line>(
    db,
    sql`select day::text, outcome, sum(jobs)::float8 as jobs, sum(paid)::float8 as paid,
      sum(consumed)::float8 as consumed, sum(unsaid)::float8 as unsaid,
      sum(expected)::float8 as expected
      from ${endsSince(EVER)} ends group by 1, 2 having sum(jobs) <> 0 or sum(paid) <> 0 or sum(consumed) <> 0 or sum(expected) <> 0 order by 1, 2`,
  )

/** The same from all jobs and all ledger rows, said another way. */
const scanned = () =>
  rowsOf<Line>(
    db,
    sql`with ends as (
      select (j.finished_at at time zone 'UTC')::date::text as day, coalesce(j.charged, 0) as paid, j.hold,
        (select amount from ledger l where l.job_id = j.id and l.kind = 'loss') as loss,
        (select sum(credits_consumed) from attempts a where a.job_id = j.id) as told,
        case when j.status = 'canceled' then 'canceled'
          when j.status = 'failed' then case j.error_code when 'lost' then 'lost' when 'upstream_key' then 'key'
            when 'upstream_credit' then 'credit' else 'failed' end
          when exists (select from ledger l where l.job_id = j.id and l.kind = 'release') then 'late'
          when exists (select from attempts a where a.job_id = j.id and jsonb_array_length(a.record -> 'urls')
            > (select count(*) from files f where f.job_id = j.id)) then 'partial'
          else 'done' end as outcome
      from jobs j where j.finished_at is not null)
    select day, outcome, count(*)::float8 as jobs, sum(paid)::float8 as paid,
      coalesce(sum(case when outcome in ('done', 'partial') then told else loss end), 0)::float8 as consumed,
      count(*) filter (where outcome in ('done', 'partial') and told is null
        or outcome = 'late' and loss is null)::float8 as unsaid,
      coalesce(sum(hold) filter (where outcome in ('done', 'partial', 'late') and told is null), 0)::float8 as expected
    from ends group by 1, 2 order by 1, 2`,
  )

const amount = fc.integer({ min: 0, max: 900 })
const said = fc.option(amount, { nil: null })
const end: fc.Arbitrary<End> = fc.oneof(
  fc.record({
    kind: fc.constant('done' as const),
    consumed: said,
    hold: fc.integer({ min: 0, max: 3_000 }),
    promised: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('failed' as const),
    code: fc.constantFrom('refused', 'generation_failed', 'upstream_key', 'upstream_credit'),
    consumed: said,
  }),
  fc.record({ kind: fc.constant('canceled' as const) }),
  fc.record({ kind: fc.constant('lost' as const), consumed: fc.option(amount, { nil: null }) }),
)
type Step =
  | { step: 'end'; how: End }
  | { step: 'revive'; consumed: number | null }
  | { step: 'finish' }
  | { step: 'fold' }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ step: fc.constant('end' as const), how: end }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('revive' as const), consumed: said }) },
  { weight: 2, arbitrary: fc.constant({ step: 'finish' as const }) },
  { weight: 2, arbitrary: fc.constant({ step: 'fold' as const }) },
)

it('the sums of days are those of a scan, however ends and folds fall together', async () => {
  const { end: endJob, revive, finish } = lives(db)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), fc.boolean(), async (steps, atOnce) => {
      const lost: { id: string; userId: string }[] = []
      const alive: { id: string; userId: string }[] = []
      const perform = async (one: Step) => {
        if (one.step === 'fold') await foldDays(db)
        else if (one.step === 'end') {
          const job = await endJob(one.how)
          if (one.how.kind === 'lost') lost.push(job)
        } else {
          const job = one.step === 'revive' ? lost.pop() : alive.pop()
          if (job && one.step === 'revive') {
            await revive(job, one.consumed)
            alive.push(job)
          } else if (job) await finish(job.userId, job.id, 1)
        }
      }
      if (atOnce) await Promise.all(steps.map(perform))
      else for (const one of steps) await perform(one)
      expect(await kept()).toEqual(await scanned())
    }),
    { numRuns: 12 },
  )
  await Promise.all([foldDays(db), foldDays(db), foldDays(db)])
  expect(await kept()).toEqual(await scanned())
  expect(await rowsOf(db, sql`select from job_ends union all select from account_moves`)).toEqual([])
  expect(await checkBooks(db)).toEqual([])
}, 60_000)

it('accounts add up to nothing, and KIE is said to have charged what attempts say', async () => {
  const { rest, people } = await accounts(db)
  expect(rest).toBe(0)
  const [sum] = await rowsOf<{ people: number; told: number; kie: number }>(
    db,
    sql`select (select sum(available + held)::float8 / 1000 from balances) as people,
      (select sum(credits_consumed)::float8 from attempts) as told,
      (select total from ${accountSums} sums where account = 'kie') as kie`,
  )
  expect(people).toBe(sum?.people)
  expect(sum?.kie).toBe(sum?.told)
})

it('a period tells days, models and how jobs ended', async () => {
  const view = await period(db, 7)
  const lines = await scanned()
  const all = lines.reduce((sum, { jobs }) => sum + jobs, 0)
  expect(view.days).toHaveLength(7)
  expect(view.total.jobs).toBe(all)
  expect(view.days.at(-1)?.jobs).toBe(all)
  expect(view.models.map(({ jobs }) => jobs)).toEqual([all])
  expect(view.causes.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(all)
  const done = lines.filter(({ outcome }) => ['done', 'partial', 'late'].includes(outcome))
  expect(view.total.done).toBe(done.reduce((sum, { jobs }) => sum + jobs, 0))
  expect(view.models[0]?.times.half).toBeGreaterThan(0)
})

it('folds a few at a time, so that nobody waits for a long transaction', async () => {
  await db.execute(sql`
    insert into account_moves (account, amount) select 'house.grants', 0 from generate_series(1, 5001)`)
  await db.execute(sql`
    insert into job_ends (day, model, outcome, bucket, jobs, paid, consumed, unsaid)
    select '2001-01-01', 'x', 'done', 0, 0, 0, 0, 0 from generate_series(1, 5001)`)
  const folded: unknown[] = []
  const execute = db.execute.bind(db) as (query: SQL) => Promise<{ rows: unknown[] }>
  vi.spyOn(db, 'execute').mockImplementation((async (query: SQL) => {
    const answer = await execute(query)
    folded.push(answer.rows[0])
    return answer
  }) as never)
  expect(await foldDays(db)).toBe(10_002)
  expect(folded).toEqual([5_000, 1, 5_000, 1].map((n) => ({ folded: n })))
})
