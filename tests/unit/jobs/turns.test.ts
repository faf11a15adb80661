import { eq, inArray, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '@/db/open'
import { attempts, jobs, users } from '@/db/schema'
import { begin, pauseAll } from '@/lib/jobs/begin'
import { giveBackAll, takeResumable, takeWaiting } from '@/lib/jobs/queue'
import { cancelQueued } from '@/lib/jobs/settle'
import { testDatabase } from '../../support/database'
import { advance, heldJob, person } from './rows'

const LEASE = 7
let database: Database
beforeEach(async () => {
  database = await testDatabase()
  // A clean queue and an empty window for each test.
  await database.db.execute(sql`update jobs set wake_at = null, lease = null`)
  await database.db.execute(sql`update attempts set begun_at = now() - interval '1 hour'`)
  await database.db.execute(sql`delete from settings`)
})

const leasedJobs = async (userId: string, count: number, age = 0) => {
  const made: string[] = []
  for (let i = 0; i < count; i++) {
    const id = await heldJob(database.db, userId, 1, new Date(Date.now() - age + i))
    if (id) made.push(id)
  }
  for (const id of made) await advance(database.db, id, LEASE, 'queued')
  return made
}

describe('turns and pace', () => {
  it('begins 18 tasks in 10 s for the whole installation, also when many ask at once', async () => {
    const ann = await person(database.db, 1_000)
    const ready = await leasedJobs(ann, 40)
    const answers = await Promise.all(ready.map(() => begin(database.db, LEASE, ready)))
    const begun = answers.flatMap((answer) => ('begun' in answer ? [answer.begun.jobId] : []))
    expect(begun).toHaveLength(18)
    expect(new Set(begun).size).toBe(18)
    const waits = answers.flatMap((answer) => ('waitMs' in answer ? [answer.waitMs] : []))
    expect(waits).toHaveLength(22)
    for (const ms of waits) expect(ms).toBeGreaterThan(0)
  })

  it('lets people take turns: many jobs of one delay the first of another by one round', async () => {
    const ann = await person(database.db, 1_000)
    const ben = await person(database.db, 1_000)
    const annJobs = await leasedJobs(ann, 10, 60_000)
    await begin(database.db, LEASE, annJobs)
    const [benJob] = await leasedJobs(ben, 1)
    const next = await begin(database.db, LEASE, [...annJobs, benJob as string])
    expect(next).toMatchObject({ begun: { jobId: benJob } })
  })

  it('stops for everyone while KIE asks for a pause, and a shorter pause does not end a longer one', async () => {
    const ann = await person(database.db, 1_000)
    const ready = await leasedJobs(ann, 1)
    await pauseAll(database.db, 60_000)
    await pauseAll(database.db, 1_000)
    const answer = await begin(database.db, LEASE, ready)
    expect('waitMs' in answer && answer.waitMs).toBeGreaterThan(30_000)
  })

  it('begins nothing of another lease, and commits the attempt with the job', async () => {
    const ann = await person(database.db, 1_000)
    const ready = await leasedJobs(ann, 1)
    expect(await begin(database.db, LEASE + 1, ready)).toEqual({ nobody: true })
    await begin(database.db, LEASE, ready)
    const [attempt] = await database.db
      .select()
      .from(attempts)
      .where(eq(attempts.jobId, ready[0] as string))
    expect(attempt).toMatchObject({ n: 1, state: 'begun', taskId: null })
  })
})

describe('jobs of somebody who is suspended', () => {
  const suspend = (id: string, disabledAt: Date | null) =>
    database.db.update(users).set({ disabledAt }).where(eq(users.id, id))

  it('wait until the person is restored, and hold nobody else up', async () => {
    const [ann, ben] = [await person(database.db, 1_000), await person(database.db, 1_000)]
    await heldJob(database.db, ann, 1, new Date(Date.now() - 60_000))
    const benJob = await heldJob(database.db, ben, 1)
    await suspend(ann, new Date())
    const lease = await database.lease(4_003)
    const take = (waiting: number) =>
      takeWaiting(database.db, lease.id, database.liveLeases(lease.id), waiting)
    expect(await take(47)).toEqual([benJob])
    expect(await take(0)).toEqual([])
    await suspend(ann, null)
    expect(await take(0)).toHaveLength(1)
    await giveBackAll(database.db, lease.id)
    await lease.release()
  })

  it('are not begun either when they were taken before', async () => {
    const [ann, ben] = [await person(database.db, 1_000), await person(database.db, 1_000)]
    const annJobs = await leasedJobs(ann, 2, 60_000)
    const benJobs = await leasedJobs(ben, 1)
    await suspend(ann, new Date())
    const ready = [...annJobs, ...benJobs]
    expect(await begin(database.db, LEASE, ready)).toMatchObject({ begun: { jobId: benJobs[0] } })
    expect(await begin(database.db, LEASE, ready)).toEqual({ nobody: true })
    expect(
      await database.db
        .select()
        .from(attempts)
        .where(eq(attempts.jobId, annJobs[0] as string)),
    ).toEqual([])
    expect((await cancelQueued(database.db, ann, annJobs[0] as string))?.status).toBe('canceled')
    await suspend(ann, null)
    expect(await begin(database.db, LEASE, ready)).toMatchObject({ begun: { jobId: annJobs[1] } })
  })
})

describe('taking jobs', () => {
  it('prepares a few of each person and never more than asked', async () => {
    const ann = await person(database.db, 1_000)
    const ben = await person(database.db, 1_000)
    for (let i = 0; i < 20; i++) await heldJob(database.db, ann, 1, new Date(Date.now() - 60_000 + i))
    await heldJob(database.db, ben, 1)
    const lease = await database.lease(4_001)
    const taken = await takeWaiting(database.db, lease.id, database.liveLeases(lease.id), 0)
    const rows = await database.db.select().from(jobs).where(eq(jobs.lease, lease.id))
    expect(taken).toHaveLength(7)
    expect(rows.filter((row) => row.userId === ben)).toHaveLength(1)
    expect(await takeWaiting(database.db, lease.id, database.liveLeases(lease.id), 48)).toEqual([])
    await giveBackAll(database.db, lease.id)
    await lease.release()
  })

  it('looks past jobs that rest, however many of them are older', async () => {
    const ann = await person(database.db, 1_000)
    const resting = await leasedJobs(ann, 8, 60_000)
    const ready = await heldJob(database.db, ann, 1)
    await database.db
      .update(jobs)
      .set({ lease: null, wakeAt: sql`now() + interval '1 minute'` })
      .where(inArray(jobs.id, resting))
    const lease = await database.lease(4_005)
    expect(await takeWaiting(database.db, lease.id, database.liveLeases(lease.id), 0)).toEqual([ready])
    await giveBackAll(database.db, lease.id)
    await lease.release()
  })

  it('takes over what a dead lease left, and nothing of a living one', async () => {
    const ann = await person(database.db, 1_000)
    const [dead, alive] = [await heldJob(database.db, ann, 1), await heldJob(database.db, ann, 1)] as [
      string,
      string,
    ]
    const mine = await database.lease(4_002)
    await heldJob(database.db, ann, 1)
    await advance(database.db, dead, 999_999, 'running')
    await advance(database.db, alive, mine.id, 'running')
    expect(await takeResumable(database.db, mine.id, database.liveLeases(mine.id))).toEqual([dead])
    await mine.release()
  })
})
