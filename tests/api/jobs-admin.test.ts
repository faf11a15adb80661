import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AdminJobsView, JobStory } from '@/lib/admin/jobs-view'
import type { JobView } from '@/lib/jobs/schema'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Answer, Client, COFFEE, type ErrorBody, signedIn } from '@/tests/support/client'
import { personId } from '@/tests/support/people'
import { until } from '@/tests/support/process'
import { expectRefusal } from '@/tests/support/refusals'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

// What admins see of everybody's jobs, and what they may do with one.

let sandbox: Sandbox
let app: App
let admin: Client
let ann: Client
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  app = await startApp({ env: sandbox.env })
  ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
})

const REASON = { reason: 'They asked by mail' }
const list = async (query = '') => {
  const { status, body } = await admin.call<AdminJobsView>('GET', `/api/admin/jobs?${query}`)
  expect(status, query).toBe(200)
  return body
}
const story = async (id: string) =>
  (await admin.call<{ job: JobStory }>('GET', `/api/admin/jobs/${id}`)).body.job
const act = (who: Client, id: string, what: string, json: unknown = REASON, key: string | null = 'key-1') =>
  who.call<{ job: { id: string } }>('POST', `/api/admin/jobs/${id}/${what}`, {
    json,
    headers: key === null ? {} : { 'idempotency-key': key },
  })
const fieldsOf = (answer: Answer<unknown>) =>
  Object.keys((answer.body as Partial<ErrorBody>).error?.fields ?? {})

test('a job’s story has its attempt, its callbacks, its files by name, and its money', async () => {
  const done = await ann.follow((await ann.submit((await ann.upload(COFFEE)).id)).id)
  const told = await story(done.id)
  expect(told).toMatchObject({
    ...{ id: done.id, state: 'done', person: { id: personId('ann') }, price: 1 },
    inputs: [{ name: 'coffee.png', kind: 'image', bytes: 466_706 }],
    outputs: [{ mime: 'image/png' }],
    attempts: [{ n: 1, state: 'ended', consumed: 1 }],
    money: [
      { kind: 'hold', amount: 1 },
      { kind: 'capture', amount: 1, by: null },
    ],
  })
  const [attempt] = told.attempts
  expect(attempt?.looks).toBeGreaterThan(0)
  expect(Object.keys(told.inputs[0] ?? {}).sort()).toEqual(['bytes', 'id', 'kind', 'mime', 'name'])
  const { jobs } = await list(`task=${attempt?.taskId}`)
  expect(jobs.map((job) => job.id)).toEqual([done.id])
  expect((await list(`person=${personId('ann')}&state=done&model=${done.model}`)).jobs).toHaveLength(1)
  expect((await list(`state=failed&person=${personId('ann')}`)).jobs).toEqual([])
})

test('an uncertain job is released at once, and is run again for its person, once', async () => {
  await sandbox.script([{ on: 'createTask', times: 1, act: { reset: true } }])
  const job = await ann.submit((await ann.upload(COFFEE)).id)
  await until('the job is uncertain', async () => (await list('state=uncertain')).jobs[0]?.id === job.id)
  const before = await ann.credits()
  expect(before.held).toBe(1)
  expect((await act(admin, job.id, 'cancel')).status, 'it has begun').toBe(409)
  expect((await act(admin, job.id, 'retry')).status, 'it has not ended').toBe(409)
  expect((await act(admin, job.id, 'release')).status).toBe(204)
  expect(expectRefusal(await act(admin, job.id, 'release'), 'en').code).toBe('not_uncertain')
  const lost: JobView = await ann.job(job.id)
  expect([lost.status, lost.error?.code]).toEqual(['failed', 'lost'])
  expect(await ann.credits()).toEqual({ available: before.available + 1, held: 0 })

  const again = await Promise.all([1, 2, 3].map(() => act(admin, job.id, 'retry')))
  expect(again.map(({ status }) => status)).toEqual([201, 201, 201])
  const ids = new Set(again.map(({ body }) => body.job.id))
  expect(ids.size).toBe(1)
  const [next = ''] = ids
  expect(await ann.follow(next)).toMatchObject({ status: 'done', retryOf: job.id })
  expect((await story(job.id)).retries).toEqual([next])
  expect((await ann.credits()).available).toBe(before.available)
})

test('refusals name what is wrong, in the language of the one who asks', async () => {
  const nobody = personId('nobody')
  for (const language of ['en', 'ru', 'zh'] as const) {
    const who = await signedIn(app.url, 'admin', language)
    for (const [query, field] of [
      ['state=asleep', 'state'],
      ['from=yesterday', 'from'],
      ['to=2026-13-01T00:00:00Z', 'to'],
      ['limit=0', 'limit'],
      ['cursor=x', 'cursor'],
      [`model=${'x'.repeat(101)}`, 'model'],
    ] as const) {
      const answer = await who.call('GET', `/api/admin/jobs?${query}`)
      expect(expectRefusal(answer, language, query).code).toBe('invalid_input')
      expect(fieldsOf(answer), query).toEqual([field])
    }
    for (const what of ['cancel', 'release', 'retry']) {
      expect(expectRefusal(await act(who, nobody, what), language).code).toBe('not_found')
      for (const json of [{}, { reason: ' ' }, { reason: 7 }]) {
        const answer = await act(who, nobody, what, json)
        expectRefusal(answer, language)
        expect(fieldsOf(answer)).toEqual(['reason'])
      }
    }
    expect(fieldsOf(await act(who, nobody, 'retry', REASON, null))).toEqual(['Idempotency-Key'])
  }
})

test('only admins may', async () => {
  const [job] = (await list('limit=1')).jobs
  const id = job?.id ?? ''
  for (const [who, status] of [
    [ann, 403],
    [new Client(app.url), 401],
  ] as const) {
    const asked = [
      await who.call('GET', '/api/admin/jobs'),
      await who.call('GET', `/api/admin/jobs/${id}`),
      await act(who, id, 'cancel'),
      await act(who, id, 'release'),
      await act(who, id, 'retry'),
    ]
    expect(asked.map((answer) => answer.status)).toEqual(Array(5).fill(status))
  }
})

test('the books add up after all of it', async () => {
  await app.running.stop()
  await expectBooksAddUp(app.data)
})
