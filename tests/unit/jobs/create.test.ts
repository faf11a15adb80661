import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { attempts } from '@/db/schema'
import { create, markUncertain } from '@/lib/jobs/create'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import type { CreateOutcome } from '@/lib/kie/types'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 17
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

/** A job whose attempt is committed and not yet answered. */
async function begun(): Promise<string> {
  const id = (await heldJob(db, await person(db, 1_000), 1_000)) as string
  await advance(db, id, LEASE, 'running')
  await db.update(attempts).set({ taskId: null, state: 'begun' }).where(eq(attempts.jobId, id))
  return id
}

/** KIE answers so; `meanwhile` happens before the answer is here. */
async function answered(id: string, outcome: CreateOutcome, ageMs = 0, meanwhile = async () => {}) {
  const job = await jobRow(db, id)
  if (!job) throw new Error('no job')
  const createTask = async () => {
    await meanwhile()
    return outcome
  }
  const run = { db, lease: LEASE, jobId: id, upstream: { kie: { createTask }, callbackBase: null } }
  const atMs = performance.now() - ageMs
  return create(run as unknown as Run, job, { jobId: id, n: 1, nonce: 'nonce', atMs }, {})
}

const refused: CreateOutcome = {
  kind: 'refused',
  reason: 'invalid',
  code: null,
  message: 'No',
  retryAfterMs: null,
}
const answers: [string, CreateOutcome, number, string][] = [
  ['accepted', { kind: 'accepted', taskId: 'a-task' }, 0, 'bound'],
  ['refused', refused, 0, 'refused'],
  ['unclear', { kind: 'uncertain', message: 'No answer' }, 0, 'uncertain'],
  ['never sent, because it was begun too long ago', refused, 60_000, 'refused'],
]
it.for(answers)('a request that is %s changes its own attempt alone', async ([, outcome, ageMs, state]) => {
  const [id, other] = [await begun(), await begun()]
  const before = [await jobRow(db, other), await lastAttempt(db, other)]
  await answered(id, outcome, ageMs)
  expect((await lastAttempt(db, id))?.state).toBe(state)
  expect([await jobRow(db, other), await lastAttempt(db, other)]).toEqual(before)
})

it('a refusal does not undo what a callback proved meanwhile', async () => {
  const id = await begun()
  const called = () =>
    db
      .update(attempts)
      .set({ taskId: 'called', state: 'bound' })
      .where(eq(attempts.jobId, id))
      .then(() => {})
  expect(await answered(id, refused, 0, called)).toBe(true)
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: 'called', state: 'bound' })
  expect(await jobRow(db, id)).toMatchObject({ status: 'running' })
})

it('an attempt whose task is known does not become uncertain', async () => {
  const id = await begun()
  await db.update(attempts).set({ taskId: 'known', state: 'bound' }).where(eq(attempts.jobId, id))
  await markUncertain({ db, lease: LEASE, jobId: id } as Run, { jobId: id, n: 1 })
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: 'known', state: 'bound' })
  expect((await jobRow(db, id))?.stage).toBeNull()
})
