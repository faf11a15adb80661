import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { expectBooksAddUp } from '@/tests/support/books'
import type { Data } from '@/tests/support/data'
import { people } from '@/tests/support/people'
import type { SandboxTask } from '@/tests/support/sandbox'
import { attemptOf } from './phases'

type Ended = {
  id: string
  status: string
  charged: number
  error_code: string | null
  files: number
  lost: number
}

const timesEach = (names: string[]) => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
const moreThanOnce = (names: string[]) => [...timesEach(names)].filter(([, times]) => times > 1)

/** The upstream was never asked twice for the same, whatever was refused or lost in between. */
export function expectNothingTwice(tasks: SandboxTask[]): void {
  const attempts = tasks.map(attemptOf)
  expect(moreThanOnce(attempts), 'attempts with more than one task').toEqual([])
  expect(
    moreThanOnce(attempts.map((attempt) => attempt.split('/')[0] ?? '')),
    'jobs with several tasks',
  ).toEqual([])
}

/** At any moment, jobs under way or not. */
export async function expectMoneyIsWhole(data: Data): Promise<void> {
  await expectBooksAddUp(data)
  const granted = Object.values(people).reduce((sum, { credits }) => sum + credits * 1_000, 0)
  const [sums] = await data.query<{ total: number }>(`
    select (select sum(available + held) from balances)::bigint
      + coalesce((select sum(amount) from ledger where kind = 'capture'), 0)::bigint as total`)
  expect(sums?.total, 'available, held and captured together').toBe(granted)
}

/** After everything has ended: who paid has it, who has it not did not pay, and what was taken upstream was delivered. */
export async function expectAllDelivered(data: Data, tasks: SandboxTask[]): Promise<Record<string, number>> {
  await expectMoneyIsWhole(data)
  const jobs = await data.query<Ended>(`
    select j.id, j.status, j.charged, j.error_code,
      (select count(*)::int from files f where f.job_id = j.id) as files,
      (select count(*)::int from ledger l where l.job_id = j.id and l.kind = 'release') as lost
    from jobs j`)
  const made = new Set(tasks.map((task) => attemptOf(task).split('/')[0]))
  expect(jobs.filter(({ status }) => status !== 'done' && status !== 'failed')).toEqual([])
  expect(jobs.filter(({ status, files }) => (status === 'done') !== files > 0)).toEqual([])
  expect(
    jobs.filter(({ id, status }) => (status === 'done') !== made.has(id)),
    'jobs whose task was taken but that are not done, or the reverse',
  ).toEqual([])
  expect(jobs.filter(({ status, error_code }) => status === 'failed' && error_code !== 'lost')).toEqual([])
  // Given up, then done after all: at price 0.
  expect(
    jobs.filter(({ status, charged, lost }) => status === 'done' && charged !== (lost ? 0 : 1_000)),
  ).toEqual([])
  await expectBytesAreThere(data)
  const revived = jobs.filter(({ status, lost }) => status === 'done' && lost > 0).length
  const done = jobs.filter(({ status }) => status === 'done').length
  return {
    jobs: jobs.length,
    'done and paid': done - revived,
    'done after being given up': revived,
    lost: jobs.length - done,
  }
}

async function expectBytesAreThere(data: Data): Promise<void> {
  const files = await data.query<{ id: string; bytes: number; sha256: string }>(
    'select id, bytes, sha256 from files where job_id is not null',
  )
  const wrong = files.filter(({ id, bytes, sha256 }) => {
    const path = join(data.dir, 'files', id.slice(0, 2), id, 'original')
    if (!existsSync(path)) return true
    const stored = readFileSync(path)
    return stored.length !== bytes || createHash('sha256').update(stored).digest('hex') !== sha256
  })
  expect(wrong, 'results whose bytes are not in the store').toEqual([])
}
