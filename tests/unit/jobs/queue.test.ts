import { eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db, Lease } from '@/db/open'
import { jobs } from '@/db/schema'
import type { Database } from '@/lib/database'
import { giveBackAll, letGo, takeWaiting } from '@/lib/jobs/queue'
import { JobMovedOn, move, type Run } from '@/lib/jobs/run-context'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person } from './rows'

let database: Database
let db: Db
let mine: Lease
let theirs: Lease
beforeAll(async () => {
  database = await testDatabase()
  db = database.db
  mine = await database.lease(5_001)
  theirs = await database.lease(5_002)
  return () => Promise.all([mine.release(), theirs.release()])
})

const take = (waiting = 0, on = db) => takeWaiting(on, mine.id, database.liveLeases(mine.id), waiting)
const leaseOf = async (id: string) => (await jobRow(db, id))?.lease
const waiting = async (userId: string, ageMs = 0) =>
  (await heldJob(db, userId, 1, new Date(Date.now() - ageMs))) as string
/** No job of an earlier test waits. */
const clear = () => db.execute(sql`update jobs set wake_at = null, lease = null`)

it('a person’s jobs that run do not take the places of those that wait', async () => {
  await clear()
  const ann = await person(db, 1_000)
  const running = await Promise.all(Array.from({ length: 7 }, () => waiting(ann, 60_000)))
  for (const id of running) await advance(db, id, mine.id, 'running')
  await db.update(jobs).set({ lease: null, wakeAt: sql`now()` }).where(inArray(jobs.id, running))
  const next = await waiting(ann)
  expect(await take()).toEqual([next])
})

it('a job that a living process has does not take the place of a free one', async () => {
  await clear()
  const [ann, ben] = [await person(db, 1_000), await person(db, 1_000)]
  const taken = await waiting(ann, 60_000)
  await db.update(jobs).set({ lease: theirs.id }).where(eq(jobs.id, taken))
  const free = await waiting(ben)
  // On PGlite nobody else lives: the older one is free too.
  expect(await take(47)).toEqual([database.kind === 'pglite' ? taken : free])
})

it('a job that another process takes between our look and our lock is theirs', async () => {
  await clear()
  const id = await waiting(await person(db, 1_000))
  // Volatile, or it would be asked while the statement is planned, before its look at the rows.
  await db.execute(sql`create function public.now() returns timestamptz volatile language plpgsql as $$
    begin perform pg_sleep(0.5); return pg_catalog.now(); end $$`)
  const slow = db.transaction(async (tx) => {
    await tx.execute(sql`set local search_path to public, pg_catalog`)
    return take(0, tx)
  })
  await db.execute(sql`select pg_sleep(0.1)`)
  await db.update(jobs).set({ lease: theirs.id }).where(eq(jobs.id, id))
  // PGlite does one thing after the other, so there nobody comes between.
  expect(await slow).toEqual(database.kind === 'pglite' ? [id] : [])
  expect(await leaseOf(id)).toBe(theirs.id)
  await db.execute(sql`drop function public.now()`)
})

it('what is given back is this process’s, and what is let go is one job', async () => {
  await clear()
  const ann = await person(db, 1_000)
  const [one, two, other] = [await waiting(ann), await waiting(ann), await waiting(ann)]
  await db
    .update(jobs)
    .set({ lease: mine.id })
    .where(inArray(jobs.id, [one, two]))
  await db.update(jobs).set({ lease: theirs.id }).where(eq(jobs.id, other))
  await letGo(db, mine.id, one)
  await letGo(db, mine.id, other)
  expect([await leaseOf(one), await leaseOf(two), await leaseOf(other)]).toEqual([null, mine.id, theirs.id])
  await giveBackAll(db, mine.id)
  expect([await leaseOf(two), await leaseOf(other)]).toEqual([null, theirs.id])
})

it('a job moves on for the process that has it, from where that thinks it is', async () => {
  const id = await waiting(await person(db, 1_000))
  await advance(db, id, mine.id, 'running')
  const asking = (lease: number) => ({ db, lease, jobId: id }) as Run
  await expect(move(db, asking(theirs.id), 'running', { stage: 'waiting' })).rejects.toThrow(JobMovedOn)
  await expect(move(db, asking(mine.id), 'storing', { stage: 'waiting' })).rejects.toThrow(JobMovedOn)
  expect((await jobRow(db, id))?.stage).toBeNull()
  expect(await move(db, asking(mine.id), 'running', { stage: 'waiting' })).toMatchObject({ stage: 'waiting' })
})
