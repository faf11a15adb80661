import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { Dispatcher } from '@/lib/jobs/dispatcher'
import { lastAttempt } from '@/lib/jobs/queue'
import { testDatabase } from '../../support/database'
import { advance, heldJob, person } from './rows'

const LEASE = 12
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

it('a process that stops sends what it has begun: nothing is begun for nobody', async () => {
  const userId = await person(db, 1_000)
  const jobId = (await heldJob(db, userId, 1_000)) as string
  await advance(db, jobId, LEASE, 'queued')
  const stopping = new AbortController()
  const dispatcher = new Dispatcher(db, LEASE, stopping.signal, (error) => {
    throw error
  })
  const turn = dispatcher.turn(jobId)
  // The statement that begins the job is on its way now.
  stopping.abort()
  const begun = await turn
  // Long enough for a statement that nobody waits for.
  await delay(300)
  const attempt = await lastAttempt(db, jobId)
  expect(attempt?.n ?? null).toBe(begun?.n ?? null)
})
