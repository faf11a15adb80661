import { expect, it } from 'vitest'
import { create } from '@/lib/jobs/create'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
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
