import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, jobs, settings } from '@/db/schema'
import { Bell } from '@/lib/jobs/bell'
import { unbind } from '@/lib/jobs/bind'
import { follow, sleepAgain } from '@/lib/jobs/follow'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { settleFailed } from '@/lib/jobs/settle'
import type { Kie } from '@/lib/kie/types'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

const LEASE = 19
const HOUR_MS = 3_600_000
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

const success = (model: string | null) => ({
  ...{ kind: 'success' as const, urls: ['https://x.example/1.png'], texts: [], model },
  ...{ creditsConsumed: 1, costMs: 1, param: null },
})
const runOf = (jobId: string, recordInfo: Kie['recordInfo'], signal = new AbortController().signal) =>
  ({
    ...{ db, lease: LEASE, jobId, bell: new Bell(), signal },
    ...{ lookingTurn: async () => {}, upstream: { kie: { recordInfo }, callbackBase: null } },
  }) as unknown as Run

it('a task that is not the one that was asked for is nobody’s, and no other attempt hears of it', async () => {
  const [id, other] = [await running(), await running()]
  // A callback named it, too: it is not tried again.
  await db.update(attempts).set({ calledTaskId: sql`task_id` }).where(eq(attempts.jobId, id))
  const before = await state(other)
  const stop = new AbortController()
  let looks = 0
  const recordInfo = async () => {
    looks += 1
    // It waits for a callback when the process stops.
    setTimeout(() => stop.abort(new Error('stopped')), 1_500)
    return success('another/model')
  }
  const [job] = await state(id)
  await expect(follow(runOf(id, recordInfo, stop.signal), job as never, 'running')).rejects.toThrow('stopped')
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: null, state: 'uncertain', calledTaskId: null })
  expect(await jobRow(db, id)).toMatchObject({ status: 'running', stage: 'uncertain' })
  expect(looks).toBe(1)
  expect(await state(other)).toEqual(before)
})

it('an attempt that was told another’s task goes on at once with the one that its callback named', async () => {
  const id = await running()
  await db.update(attempts).set({ taskId: 'another', calledTaskId: 'its own' }).where(eq(attempts.jobId, id))
  const looked: string[] = []
  const recordInfo = async (taskId: string) => {
    looked.push(taskId)
    return success(taskId === 'another' ? 'another/model' : null)
  }
  const [job] = await state(id)
  const bell = { wait: () => Promise.reject(new Error('it waited')) }
  const run = { ...runOf(id, recordInfo), bell } as unknown as Run
  expect(await follow(run, job as never, 'running')).toBe(true)
  expect(looked).toEqual(['another', 'its own'])
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: 'its own', state: 'bound' })
})

it('a job says that it is uncertain while no task is its own, and what its own is at when there is one', async () => {
  const id = await running()
  await db.update(attempts).set({ taskId: 'a stranger', calledTaskId: 'mine' }).where(eq(attempts.jobId, id))
  await db.update(jobs).set({ stage: 'waiting' }).where(eq(jobs.id, id))
  const stages: unknown[] = []
  const recordInfo = async (taskId: string) => {
    stages.push((await jobRow(db, id))?.stage)
    const model = taskId === 'mine' ? null : 'another/model'
    return { kind: 'running' as const, stage: 'waiting' as const, model, param: null }
  }
  const bell = { wait: () => Promise.reject(new Error('it waits')) }
  const run = { ...runOf(id, recordInfo), bell } as unknown as Run
  await expect(follow(run, (await jobRow(db, id)) as never, 'running')).rejects.toThrow('it waits')
  expect(stages).toEqual(['waiting', 'uncertain'])
  expect(await jobRow(db, id)).toMatchObject({ status: 'running', stage: 'waiting' })
})

it('a job that was given up does not become uncertain when its task turns out to be another’s', async () => {
  const id = await running()
  await settleFailed({ db, lease: LEASE, jobId: id } as Run, 'running', { code: 'lost' })
  const attempt = await lastAttempt(db, id)
  if (attempt) await unbind(db, attempt)
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: null, state: 'uncertain' })
  expect(await jobRow(db, id)).toMatchObject({ status: 'failed', stage: null })
})

it('a task that a callback named is followed when the attempt that had it lets it go', async () => {
  const [id, other] = [await running(), await running()]
  await db.update(attempts).set({ taskId: 'awaited' }).where(eq(attempts.jobId, other))
  await db
    .update(attempts)
    .set({ taskId: null, state: 'uncertain', calledTaskId: 'awaited' })
    .where(eq(attempts.jobId, id))
  const [job, attempt] = [await jobRow(db, id), await lastAttempt(db, other)]
  const followed = follow(
    runOf(id, async () => success(null)),
    job as never,
    'running',
  )
  const first = await Promise.race([followed, delay(500, 'waits')])
  if (attempt) await unbind(db, attempt)
  expect([first, await followed]).toEqual(['waits', true])
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: 'awaited', state: 'bound' })
})

it('a task that came after the look at another one stays', async () => {
  const id = await running()
  const looked = await lastAttempt(db, id)
  if (!looked) throw new Error('no attempt')
  await db.update(attempts).set({ taskId: 'the right one' }).where(eq(attempts.jobId, id))
  await unbind(db, looked)
  expect((await jobRow(db, id))?.stage).toBeNull()
  expect(await lastAttempt(db, id)).toMatchObject({ taskId: 'the right one', state: 'bound' })
})

const bounds = [
  ['taskDeadlineMs', { taskId: 'it runs' }],
  ['uncertainAfterMs', { taskId: null, state: 'uncertain' as const }],
] as const
it.for(bounds)('%s counts for what is under way when an admin moves it', async ([key, attempt]) => {
  const id = await running()
  const begunAt = new Date(Date.now() - 2 * HOUR_MS)
  await db
    .update(attempts)
    .set({ ...attempt, begunAt })
    .where(eq(attempts.jobId, id))
  const set = (value: number) =>
    db.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
  await set(3 * HOUR_MS)
  let waits = 0
  const bell = {
    wait: async () => {
      waits += 1
      expect(await jobRow(db, id)).toMatchObject({ status: 'running' })
      await set(waits === 1 ? 4 * HOUR_MS : HOUR_MS)
    },
  }
  const recordInfo = async () => ({
    kind: 'running' as const,
    stage: 'waiting' as const,
    model: null,
    param: null,
  })
  const run = { ...runOf(id, recordInfo), bell } as unknown as Run
  expect(await follow(run, (await jobRow(db, id)) as never, 'running')).toBe(false)
  expect(waits).toBe(2)
  expect(await jobRow(db, id)).toMatchObject({ status: 'failed', errorCode: 'lost' })
  await db.delete(settings).where(eq(settings.key, key))
})

it('a job that is given up keeps how often KIE was asked, also of a task that was another’s', async () => {
  const [id, strange, other] = [await running(), await running(), await running()]
  const begunAt = new Date(Date.now() - 2 * HOUR_MS)
  for (const one of [id, strange])
    await db.update(attempts).set({ begunAt, looks: 2 }).where(eq(attempts.jobId, one))
  const before = await lastAttempt(db, other)
  await follow(
    runOf(id, async () => ({ kind: 'unknown' })),
    (await jobRow(db, id)) as never,
    'running',
  )
  await follow(
    runOf(strange, async () => success('another/model')),
    (await jobRow(db, strange)) as never,
    'running',
  )
  for (const one of [id, strange]) {
    expect(await jobRow(db, one)).toMatchObject({ status: 'failed', errorCode: 'lost' })
    expect(await lastAttempt(db, one)).toMatchObject({ looks: 3, lookedAt: expect.any(Date), endedAt: null })
  }
  expect(await lastAttempt(db, other)).toEqual(before)
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
