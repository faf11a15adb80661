import { expect } from 'vitest'
import type { Data } from './data'

/** What the ledger says, after the rules of design §4 were checked on every row of it. */
export type Books = {
  jobs: { id: string; status: string; hold: number; charged: number | null; resolution: string | null }[]
}

/**
 * The books add up: all accounts together are zero, every balance is what its rows say and never was below zero, and
 * every ended job has one hold and one resolution that fits its status. On PGlite the app must have stopped.
 */
export async function expectBooksAddUp(data: Data): Promise<Books> {
  const [sum] = await data.query<{ total: number | null }>(
    'select sum(total)::bigint as total from account_sums',
  )
  expect(sum?.total ?? 0, 'the sum over all accounts').toBe(0)
  const off = await data.query(`
    select b.user_id, b.available, b.held, a.total as "a", h.total as "h" from balances b
    left join account_sums a on a.user_id = b.user_id and a.account = 'user.available'
    left join account_sums h on h.user_id = b.user_id and h.account = 'user.held'
    where b.available <> coalesce(a.total, 0) or b.held <> coalesce(h.total, 0) or b.available < 0 or b.held < 0`)
  expect(off, 'balances that differ from their rows').toEqual([])
  expect(await data.query('select id from ledger where available_after < 0 or held_after < 0')).toEqual([])
  const jobs = await data.query<Books['jobs'][number] & { holds: number; resolutions: number }>(`
    select j.id, j.status, j.hold, j.charged,
      (select count(*)::int from ledger l where l.job_id = j.id and l.kind = 'hold') as holds,
      (select count(*)::int from ledger l where l.job_id = j.id and l.kind in ('capture', 'release')) as resolutions,
      (select kind from ledger l where l.job_id = j.id and l.kind in ('capture', 'release')) as resolution
    from jobs j order by j.created_at, j.id`)
  const ended = ['done', 'failed', 'canceled']
  const wrong = jobs.filter(
    (job) => job.holds !== 1 || job.resolutions !== (ended.includes(job.status) ? 1 : 0),
  )
  expect(wrong, 'jobs with another number of holds or resolutions').toEqual([])
  const held = jobs.filter((job) => !ended.includes(job.status)).reduce((total, job) => total + job.hold, 0)
  const [balances] = await data.query<{ held: number | null }>(
    'select sum(held)::bigint as held from balances',
  )
  expect(balances?.held ?? 0, 'what is held for open jobs').toBe(held)
  return { jobs }
}
