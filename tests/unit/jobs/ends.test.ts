import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, ledger } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { acceptCallback } from '@/lib/jobs/callback'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { cancelQueued, settleDone, settleFailed } from '@/lib/jobs/settle'
import { callbackMac } from '@/lib/jobs/upstream'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person, storedResult } from './rows'

const LEASE = 11
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const runOf = (jobId: string) => ({ db, lease: LEASE, jobId }) as Run
const attemptOf = async (jobId: string) => {
  const attempt = await lastAttempt(db, jobId)
  if (!attempt) throw new Error('no attempt')
  return attempt
}
async function jobAt(status: 'queued' | 'running' | 'storing', hold = 1_000) {
  const userId = await person(db, hold)
  const id = (await heldJob(db, userId, hold)) as string
  await advance(db, id, LEASE, status)
  return { userId, id }
}
const settled = async (works: Promise<unknown>[]) =>
  (await Promise.allSettled(works)).filter((work) => work.status === 'fulfilled').length

describe('how a job ends', () => {
  it('settles once when it is told twice at once', async () => {
    const { userId, id } = await jobAt('storing')
    await storedResult(db, userId, id)
    const attempt = await attemptOf(id)
    const ends = [1, 2, 3, 4].map(() => settleDone(runOf(id), attempt, 1, 1))
    expect(await settled([...ends, settleFailed(runOf(id), 'storing', { code: 'result_unavailable' })])).toBe(
      1,
    )
    const row = await jobRow(db, id)
    const resolutions = await db
      .select()
      .from(ledger)
      .where(and(eq(ledger.jobId, id), sql`kind in ('capture', 'release')`))
    expect(resolutions).toHaveLength(1)
    expect(await balance(db, userId)).toEqual({ available: row?.status === 'done' ? 0 : 1, held: 0 })
  })

  it('captures in proportion when some of several results are gone, and gives the rest back', async () => {
    const { userId, id } = await jobAt('storing')
    await storedResult(db, userId, id)
    await settleDone(runOf(id), await attemptOf(id), 1, 3)
    expect(await jobRow(db, id)).toMatchObject({ status: 'done', charged: 334 })
    expect(await balance(db, userId)).toEqual({ available: 0.666, held: 0 })
  })

  it('is not done without a stored result', async () => {
    const { userId, id } = await jobAt('storing')
    await expect(settleDone(runOf(id), await attemptOf(id), 1, 1)).rejects.toThrow()
    expect(await jobRow(db, id)).toMatchObject({ status: 'storing' })
    expect(await balance(db, userId)).toEqual({ available: 0, held: 1 })
  })

  it('costs nothing when it fails, and what KIE charged is the loss of the house', async () => {
    const { userId, id } = await jobAt('running')
    const attempt = { ...(await attemptOf(id)), creditsConsumed: 700 }
    await settleFailed(runOf(id), 'running', { code: 'generation_failed', attempt })
    expect(await balance(db, userId)).toEqual({ available: 1, held: 0 })
    const [loss] = await db
      .select()
      .from(ledger)
      .where(and(eq(ledger.jobId, id), eq(ledger.kind, 'loss')))
    expect(loss).toMatchObject({ amount: 700, userId: null })
  })

  it('is canceled or begun, never both', async () => {
    for (let round = 0; round < 20; round++) {
      const { userId, id } = await jobAt('queued')
      const cancel = cancelQueued(db, userId, id)
      const start = db.execute(
        sql`update jobs set status = 'running' where id = ${id} and status = 'queued' returning id`,
      )
      const [canceled, started] = await Promise.all([cancel, start])
      expect(Boolean(canceled)).not.toBe((started as unknown as { rows: unknown[] }).rows.length === 1)
      expect(await balance(db, userId)).toEqual(
        canceled ? { available: 1, held: 0 } : { available: 0, held: 1 },
      )
    }
  })

  it('is not canceled by anybody else', async () => {
    const { id } = await jobAt('queued')
    expect(await cancelQueued(db, await person(db, 0), id)).toBeNull()
  })

  it('is done at price 0 when the result of a lost one comes after all', async () => {
    const { userId, id } = await jobAt('running')
    await settleFailed(runOf(id), 'running', { code: 'lost', attempt: await attemptOf(id) })
    await db.execute(
      sql`update jobs set status = 'storing', finished_at = null, error_code = null, lease = ${LEASE} where id = ${id}`,
    )
    await storedResult(db, userId, id)
    await settleDone(runOf(id), await attemptOf(id), 1, 1)
    expect(await jobRow(db, id)).toMatchObject({ status: 'done', charged: 0 })
    expect(await balance(db, userId)).toEqual({ available: 1, held: 0 })
  })
})

describe('a callback', () => {
  const call = (jobId: string, n: number, mac: string, body: unknown) =>
    acceptCallback(db, { jobId, n, mac }, body, new Headers())

  it('is heard at its own address only', async () => {
    const { id } = await jobAt('running')
    const mac = callbackMac(id, 1, 'nonce')
    expect(await call(id, 1, mac, {})).toBe(true)
    for (const wrong of [
      '',
      mac.slice(1),
      `${mac}a`,
      callbackMac(id, 2, 'nonce'),
      callbackMac(id, 1, 'other'),
    ]) {
      expect(await call(id, 1, wrong, {})).toBe(false)
    }
    expect(await call(id, 2, mac, {})).toBe(false)
    expect(await call('nobody', 1, mac, {})).toBe(false)
  })

  it('is counted and wakes for its own job alone, while that can hear', async () => {
    const [called, other, ended] = [await jobAt('running'), await jobAt('running'), await jobAt('running')]
    await settleFailed(runOf(ended.id), 'running', { code: 'generation_failed' })
    const later = new Date(Date.now() + 3_600_000)
    for (const { id } of [called, other])
      await db.execute(sql`update jobs set wake_at = ${later.toISOString()}::timestamptz where id = ${id}`)
    for (const { id } of [called, ended]) await call(id, 1, callbackMac(id, 1, 'nonce'), {})
    expect(await jobRow(db, called.id)).toMatchObject({ wokenAt: expect.any(Date) })
    expect((await jobRow(db, called.id))?.wakeAt?.getTime()).toBeLessThan(later.getTime())
    expect(await jobRow(db, other.id)).toMatchObject({ wakeAt: later, wokenAt: null })
    expect(await jobRow(db, ended.id)).toMatchObject({ status: 'failed', wakeAt: null, wokenAt: null })
    expect([await attemptOf(called.id), await attemptOf(other.id)]).toMatchObject([
      { callbacks: 1 },
      { callbacks: 0, calledAt: null },
    ])
  })

  it('binds a task to an uncertain attempt once, and no task to two attempts', async () => {
    const first = await jobAt('running')
    const second = await jobAt('running')
    for (const { id } of [first, second]) {
      await db.update(attempts).set({ taskId: null, state: 'uncertain' }).where(eq(attempts.jobId, id))
    }
    const body = { data: { taskId: 'the-task' } }
    await Promise.all([first, second].map(({ id }) => call(id, 1, callbackMac(id, 1, 'nonce'), body)))
    const bound = await db.select().from(attempts).where(eq(attempts.taskId, 'the-task'))
    expect(bound).toHaveLength(1)
    const job = bound[0]?.jobId as string
    await call(job, 1, callbackMac(job, 1, 'nonce'), { data: { taskId: 'another' } })
    expect((await attemptOf(job)).taskId).toBe('the-task')
  })

  it('does not take the place of KIE’s own answer that comes at the same moment', async () => {
    const { id } = await jobAt('running')
    await db.update(attempts).set({ taskId: null, state: 'begun' }).where(eq(attempts.jobId, id))
    // The answer is stored between the callback's look at the attempt and its binding.
    await db.execute(sql`create function answered() returns trigger language plpgsql as $$
      begin new.task_id := 'of the answer'; new.state := 'bound'; return new; end $$`)
    await db.execute(sql`create trigger answered before update of callbacks on attempts for each row
      execute function answered()`)
    await call(id, 1, callbackMac(id, 1, 'nonce'), { data: { taskId: 'of the callback' } })
    await db.execute(sql`drop trigger answered on attempts`)
    expect(await attemptOf(id)).toMatchObject({ taskId: 'of the answer', state: 'bound' })
  })
})
