import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isFinal } from '@/lib/jobs/status'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { type Data, freshData, setSettings } from '@/tests/support/data'
import { isOfTask, type Misbehaviour, misbehaviours } from '@/tests/support/misbehaviours'
import { until } from '@/tests/support/process'
import { type Rule, type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

// However the upstream goes wrong, a job ends in bounded time, in the right state, with the right money.

const LIMIT_MS = 90_000
const signatures = { KIE_WEBHOOK_HMAC_KEY: 'the-key-of-the-signatures' }

let sandbox: Sandbox
let data: Data
let app: App
let ann: Client
let picture: string
beforeAll(async () => {
  sandbox = await startSandboxProcess(signatures)
  data = await freshData()
  await setSettings(data, { uncertainAfterMs: 12_000, taskDeadlineMs: 15_000 })
  app = await startApp({ data, env: { ...sandbox.env, ...signatures } })
  ann = await signedIn(app.url, 'ann')
  picture = (await ann.upload(COFFEE)).id
  // Something that another task's id can be taken from.
  await sandbox.script([{ on: 'task', act: { skipWork: true } }])
  await ann.follow((await ann.submit(picture)).id)
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
  await data.remove()
})

const tasksOf = async (jobId: string) =>
  (await sandbox.books()).tasks.filter((task) => task.callBackUrl?.includes(`/${jobId}/`))

const cases = Object.entries(misbehaviours)
const work: Rule = { on: 'task', times: 1_000, act: { skipWork: true } }

async function begin({ rules }: Misbehaviour): Promise<string> {
  await sandbox.reset()
  await sandbox.script([...rules, work])
  return (await ann.submit(picture)).id
}

async function expectEnd(id: string, { ends, charged = ends === 'done' ? 1 : 0, tasks = 1 }: Misbehaviour) {
  const job = await ann.follow(id, LIMIT_MS)
  expect([job.status, job.error?.code]).toEqual(ends === 'done' ? ['done', undefined] : ['failed', ends])
  expect(job.outputs).toHaveLength(ends === 'done' ? 1 : 0)
  const lines = job.receipt?.map(({ kind, amount }) => `${kind} ${amount}`)
  if (ends !== 'done') expect(lines).toEqual(['hold 1', 'release 1'])
  else
    expect(lines).toEqual([
      'hold 1',
      `capture ${charged}`,
      ...(charged < 1 ? [`remainder ${1 - charged}`] : []),
    ])
  if (ends !== 'done') expect(job.error?.message).toMatch(/[Nn]othing was charged/)
  expect(await tasksOf(id)).toHaveLength(tasks)
}

describe('one by one:', () => {
  test.for(cases.filter(([, one]) => !isOfTask(one)))('%s', async ([, one]) =>
    expectEnd(await begin(one), one),
  )
})

describe('all at once:', () => {
  const begun = new Map<string, string>()
  const many = cases.filter(([, one]) => isOfTask(one))
  beforeAll(async () => {
    for (const [name, one] of many) {
      const id = await begin(one)
      begun.set(name, id)
      // The next one's script may be told when this one's createTask has had its effect.
      await until(`${name} has begun`, async () => {
        const job = await ann.job(id)
        return isFinal(job.status) || job.stage === 'uncertain' || (await tasksOf(id)).length > 0
      })
    }
  })
  test.for(many)('%s', ([name, one]) => expectEnd(begun.get(name) ?? '', one))
})

describe('a task whose id another job was told', () => {
  test('finds its own job, although its callback came while the other had it', async () => {
    await sandbox.reset()
    await sandbox.script([
      { on: 'createTask', act: { noTaskId: true } },
      { on: 'createTask', act: { sameTaskId: true } },
      // The other looks at it only after the callback has come.
      { on: 'recordInfo', act: { delayMs: 1_500 } },
      work,
    ])
    const own = await ann.submit(picture)
    await until('the task', async () => (await tasksOf(own.id)).length > 0)
    const other = await ann.submit(picture)
    for (const { id } of [own, other]) await expectEnd(id, { rules: [], ends: 'done' })
  })
})

describe('a result that comes after the job was given up', () => {
  test('is delivered all the same, at price 0, and the house bears what it cost', async () => {
    await sandbox.reset()
    await sandbox.script([
      { on: 'createTask', act: { lost: true } },
      { on: 'callback', act: { lateMs: 25_000 } },
      { on: 'task', act: { skipWork: true } },
    ])
    const before = await ann.credits()
    const { id } = await ann.submit(picture)
    expect(await ann.follow(id, LIMIT_MS)).toMatchObject({ status: 'failed', error: { code: 'lost' } })
    expect(await ann.credits()).toEqual({ available: before.available, held: 0 })
    await expect
      .poll(async () => (await ann.job(id)).status, { timeout: LIMIT_MS, interval: 250 })
      .toBe('done')
    const done = await ann.job(id)
    expect([done.price, done.outputs.length]).toEqual([0, 1])
    expect(await ann.credits()).toEqual({ available: before.available, held: 0 })
  })
})

describe('an upstream that is away', () => {
  test('is waited for, while tasks run and while none can be sent', async () => {
    // Time for the sandbox to start anew on a busy machine.
    await setSettings(data, { taskDeadlineMs: 120_000, uncertainAfterMs: 120_000 })
    await sandbox.reset()
    await sandbox.script([{ on: 'task', times: 10, act: { skipWork: true, workMs: 1_500 } }])
    const first = await ann.submit(picture)
    await expect.poll(async () => (await tasksOf(first.id)).length, { timeout: LIMIT_MS }).toBe(1)
    await sandbox.restart(async () => {
      const second = await ann.submit(picture)
      await expect.poll(async () => (await ann.job(second.id)).status).toBe('queued')
      return second
    })
    for (const job of await ann.jobs('?limit=2')) {
      expect((await ann.follow(job.id, LIMIT_MS)).status).toBe('done')
      expect(await tasksOf(job.id)).toHaveLength(1)
    }
  })
})

test('and the books add up, the upstream’s with ours', async () => {
  const { counters } = await sandbox.books()
  expect(counters.rateLimited).toBe(0)
  await app.running.stop()
  const { jobs } = await expectBooksAddUp(data)
  expect(jobs.length).toBe(Object.keys(misbehaviours).length + 6)
  const losses = await data.query<{ job_id: string; amount: number }>(
    `select job_id, amount from ledger where kind = 'loss'`,
  )
  expect(losses.every(({ amount }) => amount === 1_000)).toBe(true)
})
