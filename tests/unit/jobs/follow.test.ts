import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import { Bell } from '@/lib/jobs/bell'
import { follow, sleepAgain } from '@/lib/jobs/follow'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { settleFailed } from '@/lib/jobs/settle'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 19
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

async function running(): Promise<string> {
  const id = (await heldJob(db, await person(db, 1_000), 1_000)) as string
  await advance(db, id, LEASE, 'running')
  return id
}
const state = async (id: string) => [await jobRow(db, id), await lastAttempt(db, id)]

it('a task that is not the one that was asked for is nobody’s, and no other attempt hears of it', async () => {
  const [id, other] = [await running(), await running()]
  const before = await state(other)
  const stop = new AbortController()
  const record = {
    kind: 'success',
    urls: ['https://x.example/1.png'],
    texts: [],
    model: 'another/model',
  } as const
  const recordInfo = async () => {
    // It waits for its next look when the process stops.
    setTimeout(() => stop.abort(new Error('stopped')), 200)
    return { ...record, creditsConsumed: 1, costMs: 1, param: null }
  }
  const run = {
    ...{ db, lease: LEASE, jobId: id, bell: new Bell(), signal: stop.signal },
    ...{ lookingTurn: async () => {}, upstream: { kie: { recordInfo }, callbackBase: null } },
    settings: { uncertainAfterMs: 60_000, taskDeadlineMs: 60_000 },
  } as unknown as Run
  const [job] = await state(id)
  await expect(follow(run, job as never, 'running')).rejects.toThrow('stopped')
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: null, state: 'uncertain' })
  expect(await state(other)).toEqual(before)
})

it('a job that was given up sleeps again alone, while it is this process’s and still given up', async () => {
  const [id, other, alive, elsewhere] = [await running(), await running(), await running(), await running()]
  for (const lost of [id, other, elsewhere])
    await settleFailed({ db, lease: LEASE, jobId: lost } as Run, 'running', { code: 'lost' })
  const woken = { lease: LEASE, wakeAt: new Date() }
  for (const one of [id, other, alive]) await db.update(jobs).set(woken).where(eq(jobs.id, one))
  await db
    .update(jobs)
    .set({ ...woken, lease: LEASE + 1 })
    .where(eq(jobs.id, elsewhere))
  const sleep = (jobId: string) => sleepAgain({ db, lease: LEASE, jobId } as Run)
  await sleep(id)
  expect(await jobRow(db, id)).toMatchObject({ lease: null, wakeAt: null })
  expect(await jobRow(db, other)).toMatchObject(woken)
  await sleep(alive)
  expect(await jobRow(db, alive)).toMatchObject(woken)
  await sleep(elsewhere)
  expect(await jobRow(db, elsewhere)).toMatchObject({ lease: LEASE + 1, wakeAt: woken.wakeAt })
})
