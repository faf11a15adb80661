import { expect, test } from 'vitest'
import { balance } from '@/lib/credits/queries'
import type { Run } from '@/lib/jobs/run-context'
import { giveUpOld } from '@/lib/jobs/send'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 31
const HOUR_MS = 3_600_000

test('a waiting job whose input cannot be read fails after six hours, and only while it waits', async () => {
  const { db } = await testDatabase()
  const ann = await person(db, 9_000)
  const cases = [
    { age: 7 * HOUR_MS, at: 'queued', ends: 'failed' },
    { age: HOUR_MS, at: 'queued', ends: 'queued' },
    { age: 7 * HOUR_MS, at: 'running', ends: 'running' },
  ] as const
  for (const { age, at, ends } of cases) {
    const id = (await heldJob(db, ann, 1_000, new Date(Date.now() - age))) as string
    await advance(db, id, LEASE, 'queued')
    const job = await jobRow(db, id)
    if (!job) throw new Error('no job')
    if (at === 'running') await advance(db, id, LEASE, 'running')
    const run = { db, lease: LEASE, jobId: id } as Run
    await giveUpOld(run, job)
    expect((await jobRow(db, id))?.status).toBe(ends)
  }
  expect(await balance(db, ann)).toEqual({ available: 7, held: 2 })
})
