import { eq } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import { begin } from '@/lib/jobs/begin'
import { refusedWith } from '@/lib/jobs/create'
import { lastAttempt } from '@/lib/jobs/queue'
import { runJob } from '@/lib/jobs/run'
import type { Run } from '@/lib/jobs/run-context'
import type { Kie } from '@/lib/kie/types'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

// What a process leaves that dies between two of its statements, and what the next one makes of it.

const LEASE = 23
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

/** A job that was under way when its process died, its attempt as given. */
async function left(attempt: PgUpdateSetSource<typeof attempts>): Promise<string> {
  const id = (await heldJob(db, await person(db, 1_000), 1_000)) as string
  await advance(db, id, LEASE, 'running')
  await db
    .update(attempts)
    .set({ taskId: null, ...attempt })
    .where(eq(attempts.jobId, id))
  return id
}

async function run(id: string, kie: Partial<Kie> = {}): Promise<void> {
  const job = await jobRow(db, id)
  if (!job) throw new Error('no job')
  const bell = { wait: () => Promise.reject(new Error('it waited')) }
  const context = {
    ...{ db, lease: LEASE, jobId: id, bell, signal: new AbortController().signal },
    ...{ lookingTurn: async () => {}, upstream: { kie, callbackBase: null } },
    turn: async () => {
      const beginning = await begin(db, LEASE, [id])
      return 'begun' in beginning ? beginning.begun : null
    },
  }
  await runJob(context as unknown as Run, job)
}

it('a job whose request was refused waits for its turn again, and ends when it is refused for good', async () => {
  const [id, other] = [await left(refusedWith('No')), await left(refusedWith('No'))]
  const before = await jobRow(db, other)
  await run(id)
  expect(await jobRow(db, id)).toMatchObject({ status: 'queued', stage: null, lease: null })
  expect(await lastAttempt(db, id)).toMatchObject({ n: 1, state: 'refused', error: 'No' })
  expect(await jobRow(db, other)).toEqual(before)
  await advance(db, id, LEASE, 'queued')
  const refused = {
    kind: 'refused',
    reason: 'invalid',
    code: null,
    message: 'No',
    retryAfterMs: null,
  } as const
  await run(id, { createTask: async () => refused })
  expect(await jobRow(db, id)).toMatchObject({ status: 'failed', errorCode: 'refused', errorDetail: 'No' })
  expect(await lastAttempt(db, id)).toMatchObject({ n: 2, state: 'refused' })
})

it('a job whose attempt is uncertain says so', async () => {
  const [begun, uncertain] = [await left({ state: 'begun' }), await left({ state: 'uncertain' })]
  for (const id of [begun, uncertain]) {
    await expect(run(id)).rejects.toThrow('it waited')
    expect(await lastAttempt(db, id)).toMatchObject({ n: 1, state: 'uncertain' })
    expect(await jobRow(db, id)).toMatchObject({ status: 'running', stage: 'uncertain' })
  }
})

it('a job that only then says that it is uncertain tells what its task is at once that is known', async () => {
  const id = await left({ state: 'uncertain', calledTaskId: 'its own' })
  await db.update(jobs).set({ stage: 'waiting' }).where(eq(jobs.id, id))
  const recordInfo = async () => ({ kind: 'running', stage: 'waiting', model: null, param: null }) as const
  await expect(run(id, { recordInfo })).rejects.toThrow('it waited')
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: 'its own', state: 'bound' })
  expect(await jobRow(db, id)).toMatchObject({ status: 'running', stage: 'waiting' })
})
