import { and, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { jobs, ledger } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { create } from '@/lib/jobs/create'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { settleFailed, settleFailedLate } from '@/lib/jobs/settle'
import type { Kie } from '@/lib/kie/types'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 13

it('what was begun too long ago is not sent, and waits for another turn', async () => {
  const { db } = await testDatabase()
  const jobId = (await heldJob(db, await person(db, 1_000), 1_000)) as string
  await advance(db, jobId, LEASE, 'running')
  const job = await jobRow(db, jobId)
  if (!job) throw new Error('no job')
  const sent: unknown[] = []
  const kie = {
    createTask: async (task: unknown) => {
      sent.push(task)
      return { kind: 'accepted', taskId: `task-of-${jobId}` }
    },
  } as unknown as Kie
  const run = { db, lease: LEASE, jobId, upstream: { kie, callbackBase: null } } as unknown as Run
  const begun = { jobId, n: 1, nonce: 'nonce' }
  expect(await create(run, job, { ...begun, atMs: performance.now() - 1_500 }, {})).toBe(false)
  expect(sent).toEqual([])
  expect(await jobRow(db, jobId)).toMatchObject({ status: 'queued', lease: null })
  expect((await lastAttempt(db, jobId))?.state).toBe('refused')

  await advance(db, jobId, LEASE, 'queued')
  const again = { ...(await jobRow(db, jobId)), status: 'running' as const }
  expect(await create(run, { ...job, ...again }, { ...begun, atMs: performance.now() }, {})).toBe(true)
  expect(sent).toHaveLength(1)
})

it('what KIE charged for a given-up job that failed after all is the house’s loss, once', async () => {
  const { db } = await testDatabase()
  const ann = await person(db, 1_000)
  const jobId = (await heldJob(db, ann, 1_000)) as string
  await advance(db, jobId, LEASE, 'running')
  const run = { db, lease: LEASE, jobId } as Run
  const attempt = await lastAttempt(db, jobId)
  if (!attempt) throw new Error('no attempt')
  await settleFailed(run, 'running', { code: 'lost', attempt })
  expect(await balance(db, ann)).toEqual({ available: 1, held: 0 })
  const late = {
    code: 'generation_failed',
    detail: 'No',
    attempt: { ...attempt, creditsConsumed: 700 },
  } as const
  const again = () => db.update(jobs).set({ lease: LEASE }).where(eq(jobs.id, jobId))
  await again()
  await settleFailedLate(run, late)
  const failed = { status: 'failed', errorCode: 'generation_failed', lease: null }
  expect(await jobRow(db, jobId)).toMatchObject(failed)
  await again()
  await expect(settleFailedLate(run, late)).rejects.toThrow()
  const losses = await db
    .select()
    .from(ledger)
    .where(and(eq(ledger.jobId, jobId), eq(ledger.kind, 'loss')))
  expect(losses.map(({ amount }) => amount)).toEqual([700])
  expect(await balance(db, ann)).toEqual({ available: 1, held: 0 })
})

it.for([
  [400, 400],
  [null, 900],
] as const)(
  'a result that cannot be had cost the house what KIE said, %s, or its list',
  async ([said, loss]) => {
    const { db } = await testDatabase()
    const ann = await person(db, 1_000)
    const jobId = (await heldJob(db, ann, 1_000, new Date(), { listPrice: 900 })) as string
    await advance(db, jobId, LEASE, 'storing')
    const attempt = await lastAttempt(db, jobId)
    if (!attempt) throw new Error('no attempt')
    const run = { db, lease: LEASE, jobId } as Run
    await settleFailed(run, 'storing', {
      code: 'result_unavailable',
      attempt: { ...attempt, creditsConsumed: said },
    })
    const rows = await db
      .select()
      .from(ledger)
      .where(and(eq(ledger.jobId, jobId), eq(ledger.kind, 'loss')))
    expect(rows.map(({ amount }) => amount)).toEqual([loss])
    expect(await balance(db, ann)).toEqual({ available: 1, held: 0 })
  },
)
