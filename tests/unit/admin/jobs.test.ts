import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, audit, jobs, ledger } from '@/db/schema'
import { cancelJob, releaseJob, retryJob } from '@/lib/admin/jobs-acts'
import { listAllJobs } from '@/lib/admin/jobs-list'
import { jobsQuery } from '@/lib/admin/jobs-query'
import { jobStory } from '@/lib/admin/jobs-story'
import { balance } from '@/lib/credits/queries'
import { newId, type UserId } from '@/lib/id'
import { Bell } from '@/lib/jobs/bell'
import { acceptCallback } from '@/lib/jobs/callback'
import { follow } from '@/lib/jobs/follow'
import { lastAttempt, takeResumable } from '@/lib/jobs/queue'
import { JobMovedOn, type Run } from '@/lib/jobs/run-context'
import { settleDone, settleFailed, settleLost } from '@/lib/jobs/settle'
import { callbackMac } from '@/lib/jobs/upstream'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { advance, heldJob, jobRow, person, storedResult } from '../jobs/rows'

const LEASE = 17
let db: Db
let admin: { id: UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})

const codeOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.code : 'done')
async function jobAt(status: 'queued' | 'running' | 'storing', hold = 1_000) {
  const userId = await person(db, hold)
  const id = (await heldJob(db, userId, hold)) as string
  await advance(db, id, LEASE, status)
  return { userId, id }
}
async function uncertainJob() {
  const job = await jobAt('running')
  await db.update(attempts).set({ state: 'uncertain', taskId: null }).where(eq(attempts.jobId, job.id))
  await db.update(jobs).set({ stage: 'uncertain' }).where(eq(jobs.id, job.id))
  return job
}
const called = (id: string) => {
  const address = { jobId: id, n: 1, mac: callbackMac(id, 1, 'nonce') }
  return acceptCallback(db, address, { data: { taskId: `task-of-${id}` } }, new Headers())
}
const release = (id: string) => releaseJob(db, admin, id, 'They wait for it')
const runOf = (id: string) => ({ db, lease: LEASE, jobId: id }) as Run
const notesOf = (id: string) => db.select().from(audit).where(eq(audit.subject, id))
const rowsOf = (id: string) => db.select().from(ledger).where(eq(ledger.jobId, id)).orderBy(ledger.id)

describe('releasing an uncertain job', () => {
  test('fails it as lost and gives the hold back, with an audit row', async () => {
    const { userId, id } = await uncertainJob()
    expect(await release(id)).toBeNull()
    expect(await jobRow(db, id)).toMatchObject({
      status: 'failed',
      errorCode: 'lost',
      lease: null,
      wakeAt: null,
    })
    expect(await balance(db, userId)).toEqual({ available: 1, held: 0 })
    expect((await rowsOf(id)).map(({ kind, actor }) => [kind, actor])).toEqual([
      ['hold', userId],
      ['release', admin.id],
    ])
    expect(await notesOf(id)).toMatchObject([
      { action: 'job.released', actor: admin.id, reason: 'They wait for it', detail: { released: 1 } },
    ])
    expect(codeOf(await release(id)), 'again').toBe('not_uncertain')
    expect(await notesOf(id)).toHaveLength(1)
  })

  test('is refused where KIE has the task, where nothing was sent, and for what does not exist', async () => {
    for (const status of ['queued', 'running', 'storing'] as const) {
      const { userId, id } = await jobAt(status)
      expect(codeOf(await release(id)), status).toBe('not_uncertain')
      expect(await balance(db, userId)).toEqual({ available: 0, held: 1 })
    }
    expect(codeOf(await release(newId()))).toBe('not_found')
  })

  test('before a callback: the result that still comes makes it done at price 0', async () => {
    const { userId, id } = await uncertainJob()
    await release(id)
    expect(await called(id)).toBe(true)
    expect((await lastAttempt(db, id))?.state).toBe('bound')
    expect(await takeResumable(db, LEASE, sql`(${LEASE + 1})`)).toContain(id)
    await db.update(jobs).set({ status: 'storing', finishedAt: null, errorCode: null }).where(eq(jobs.id, id))
    await storedResult(db, userId, id)
    const attempt = await lastAttempt(db, id)
    if (!attempt) throw new Error('no attempt')
    await settleDone(runOf(id), { ...attempt, creditsConsumed: 700 }, 1, 1)
    expect(await jobRow(db, id)).toMatchObject({ status: 'done', charged: 0 })
    expect(await balance(db, userId)).toEqual({ available: 1, held: 0 })
    expect((await rowsOf(id)).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['hold', 1_000],
      ['release', 1_000],
      ['loss', 700],
    ])
  })

  test('after a callback: it is known, so it goes on', async () => {
    const { userId, id } = await uncertainJob()
    await called(id)
    expect(codeOf(await release(id))).toBe('not_uncertain')
    expect(await jobRow(db, id)).toMatchObject({ status: 'running' })
    expect(await balance(db, userId)).toEqual({ available: 0, held: 1 })
  })

  test('at once with a callback, another release and the worker giving up: one way or the other, once', async () => {
    for (let round = 0; round < 15; round++) {
      const { userId, id } = await uncertainJob()
      const attempt = await lastAttempt(db, id)
      if (!attempt) throw new Error('no attempt')
      const works = [
        release(id).then(codeOf),
        called(id).then(() => 'called'),
        release(id).then(codeOf),
        settleLost(runOf(id), attempt).then(
          (lost) => (lost ? 'lost' : 'bound before'),
          (error: unknown) => (error instanceof JobMovedOn ? 'moved on' : Promise.reject(error)),
        ),
      ]
      const outcomes = await Promise.all(round % 2 ? works.reverse() : works)
      const row = await jobRow(db, id)
      const ended = outcomes.filter((outcome) => outcome === 'done' || outcome === 'lost').length
      expect(ended, outcomes.join()).toBe(row?.status === 'failed' ? 1 : 0)
      expect(await balance(db, userId)).toEqual(ended ? { available: 1, held: 0 } : { available: 0, held: 1 })
      expect((await rowsOf(id)).filter(({ kind }) => kind === 'release')).toHaveLength(ended)
      expect((await lastAttempt(db, id))?.taskId, 'the callback is never lost').toBe(`task-of-${id}`)
      expect(row?.wakeAt, 'and the job will be looked at').not.toBeNull()
    }
  })

  test('ends the wait of the run that had it', async () => {
    const { id } = await uncertainJob()
    const job = await jobRow(db, id)
    if (!job) throw new Error('no job')
    const bell = new Bell()
    const run = {
      ...runOf(id),
      bell,
      signal: new AbortController().signal,
      upstream: { callbackBase: null },
    } as unknown as Run
    const waiting = follow(run, job, 'running')
    await release(id)
    bell.ring()
    await expect(waiting).rejects.toThrow(JobMovedOn)
  })
})

describe('the other acts', () => {
  test('cancel a waiting job or find it begun, never both', async () => {
    for (let round = 0; round < 8; round++) {
      const { userId, id } = await jobAt('queued')
      const [canceled, begun] = await Promise.all([
        cancelJob(db, admin, id, 'Asked by mail'),
        db
          .update(jobs)
          .set({ status: 'running' })
          .where(and(eq(jobs.id, id), eq(jobs.status, 'queued')))
          .returning(),
      ])
      expect(codeOf(canceled)).toBe(begun.length ? 'not_cancelable' : 'done')
      expect(await balance(db, userId)).toEqual(
        begun.length ? { available: 0, held: 1 } : { available: 1, held: 0 },
      )
      expect((await notesOf(id)).map(({ action }) => action)).toEqual(begun.length ? [] : ['job.canceled'])
    }
    expect(codeOf(await cancelJob(db, admin, newId(), 'x'))).toBe('not_found')
  })

  test('run a job again once under one key, from its person’s balance', async () => {
    const { userId, id } = await jobAt('queued')
    const again = (key: string) => retryJob(db, admin, id, 'It was ours', key)
    expect(codeOf(await again('open'))).toBe('not_retryable')
    await cancelJob(db, admin, id, 'x')
    const outcome = await again('one')
    // The test's job asks for nothing that the model would take: refused before any credit is held.
    expect(outcome instanceof Refusal && outcome.code).toBe('invalid_input')
    expect(await balance(db, userId)).toEqual({ available: 1, held: 0 })
    expect((await notesOf(id)).map(({ action }) => action)).toEqual(['job.canceled'])
    expect(codeOf(await retryJob(db, admin, newId(), 'x', 'two'))).toBe('not_found')
  })
})

describe('the list of all jobs', () => {
  const ask = (query: string) => {
    const read = readQuery(jobsQuery, new URLSearchParams(query))
    if (read instanceof Refusal) throw new Error(Object.keys(read.options.fields ?? {}).join())
    return listAllJobs(db, read, 'en')
  }
  const ids = async (query: string) => {
    const page = await ask(query)
    return page instanceof Refusal ? page.code : page.jobs.map((job) => job.id)
  }

  test('finds by state, person, model, time and task', async () => {
    const [waiting, sent] = [await jobAt('queued'), await jobAt('running')]
    const unclear = await uncertainJob()
    const released = await uncertainJob()
    await release(released.id)
    const task = (await lastAttempt(db, sent.id))?.taskId ?? ''
    expect(await ids(`person=${waiting.userId}`)).toEqual([waiting.id])
    expect(await ids(`task=${task}`)).toEqual([sent.id])
    expect(await ids('task=unknown')).toEqual([])
    for (const [state, mine] of [
      ['queued', waiting],
      ['running', sent],
      ['uncertain', unclear],
      ['failed', released],
    ] as const) {
      const found = await ids(`state=${state}&person=${mine.userId}`)
      expect(found, state).toEqual([mine.id])
      for (const other of [waiting, sent, unclear, released])
        if (other !== mine) expect(await ids(`state=${state}`), state).not.toContain(other.id)
    }
    const { createdAt } = (await jobRow(db, sent.id)) as { createdAt: Date }
    const [at, later] = [createdAt.toISOString(), new Date(createdAt.getTime() + 1).toISOString()]
    expect(await ids(`person=${sent.userId}&from=${at}&to=${later}`)).toEqual([sent.id])
    expect(await ids(`person=${sent.userId}&from=${later}`)).toEqual([])
    expect(await ids(`person=${sent.userId}&to=${at}`)).toEqual([])
    expect(await ids(`person=${sent.userId}&model=recraft/remove-background`)).toEqual([sent.id])
    expect(await ids('model=recraft/crisp-upscale')).toEqual([])
  })

  test('pages without leaving one out or showing one twice, also where times are equal', async () => {
    const userId = await person(db, 7_000)
    const at = new Date('2026-01-02T03:04:05.678Z')
    for (let n = 0; n < 7; n++) await heldJob(db, userId, 1_000, at)
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page = await ask(`person=${userId}&limit=2&cursor=${next}`)
      if (page instanceof Refusal) throw new Error(page.code)
      seen.push(...page.jobs.map((job) => job.id))
      next = page.next
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
    expect(seen).toHaveLength(7)
  })

  test.each([
    'state=asleep',
    'from=yesterday',
    'to=2026',
    'limit=0',
    `task=${'x'.repeat(201)}`,
    'person=%00',
  ])('refuses %s', (query) => {
    expect(() => ask(query)).toThrow(query.split('=')[0])
  })
})

test('the story of a job tells its attempts, callbacks, looks and money', async () => {
  const { userId, id } = await uncertainJob()
  await called(id)
  await called(id)
  const attempt = await lastAttempt(db, id)
  if (!attempt) throw new Error('no attempt')
  const known = { ...attempt, looks: 3, lookedAt: new Date(), creditsConsumed: 700 }
  await settleFailed(runOf(id), 'running', { code: 'generation_failed', detail: 'NSFW', attempt: known })
  expect(await jobStory(db, id, 'en')).toMatchObject({
    ...{ id, state: 'failed', errorCode: 'generation_failed', errorDetail: 'NSFW', person: { id: userId } },
    attempts: [
      { n: 1, state: 'ended', taskId: `task-of-${id}`, callbacks: 2, looks: 3, consumed: 0.7, error: 'NSFW' },
    ],
    money: [
      { kind: 'hold', amount: 1, by: 'Ann' },
      { kind: 'release', amount: 1, by: null },
      { kind: 'loss', amount: 0.7, by: null },
    ],
  })
  expect(await jobStory(db, newId(), 'en')).toBeNull()
})
