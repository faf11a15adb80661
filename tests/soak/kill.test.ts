import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { type Data, freshData, setSettings } from '@/tests/support/data'
import { countPhases, jobOf, type Phase, phases } from '@/tests/support/phases'
import { until } from '@/tests/support/process'
import { type Rule, type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

// `kill -9` at random moments with jobs in flight. The upstream is a process of its own that keeps its own books; where
// each job stood at the moment of a kill is read from the database and from those books before the next start.

const ROUNDS = Number(process.env.SOAK_ROUNDS ?? 6)
/** Rounds aim at phases that were not met yet; one that is still not met after this many fails the run. */
const MOST_ROUNDS = ROUNDS + 24
const JOBS_A_ROUND = 6
const END_LIMIT_MS = 180_000

/** What makes a phase last, what to wait for, and within how many ms after that the kill comes. */
const aims: Record<Phase, { rules: Rule[]; minMs: number; wait: () => Promise<unknown>; withinMs: number }> =
  {
    'before begin': { rules: [], minMs: 500, wait: async () => {}, withinMs: 300 },
    'after begin': {
      rules: [{ on: 'createTask', times: 1, act: { hang: true, accept: false } }],
      minMs: 500,
      wait: () => delay(300),
      withinMs: 1_500,
    },
    'created but unbound': {
      rules: [{ on: 'createTask', times: 3, act: { delayMs: 2_000 } }],
      minMs: 1_000,
      wait: () => moreTasks(),
      withinMs: 1_500,
    },
    following: { rules: [], minMs: 3_000, wait: () => moreTasks(), withinMs: 2_500 },
    downloading: {
      rules: [{ on: 'download', times: 3, act: { delayMs: 1_500 } }],
      minMs: 300,
      wait: () => someJobIs('storing'),
      withinMs: 1_000,
    },
    settling: { rules: [], minMs: 1_500, wait: () => someJobIs('storing'), withinMs: 250 },
  }

let sandbox: Sandbox
let data: Data
let app: App
let ann: Client
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  data = await freshData()
  await setSettings(data, { uncertainAfterMs: 20_000 })
  app = await startApp({ data, env: sandbox.env })
  ann = await signedIn(app.url, 'ann')
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
  await data.remove()
})

let seen = 0
const moreTasks = () =>
  until('the upstream has new tasks', async () => (await sandbox.books()).tasks.length > seen, 8_000, 5)
const someJobIs = (status: string) =>
  until(`a job is ${status}`, async () => (await ann.jobs(`?status=${status}`)).length > 0, 12_000, 5)

/** Submits, kills at a random moment, and answers the keys whose submission may or may not have been taken. */
async function round(
  aim: Phase,
  picture: string,
  n: number,
): Promise<{ acknowledged: string[]; unclear: string[] }> {
  const { rules, minMs, wait, withinMs } = aims[aim]
  seen = (await sandbox.books()).tasks.length
  await sandbox.reset()
  await sandbox.script([...rules, { on: 'task', times: 1_000, act: { skipWork: true } }], { minMs })
  const acknowledged: string[] = []
  const unclear = new Set<string>()
  const submissions = Array.from({ length: JOBS_A_ROUND }, async (_, k) => {
    const key = `round-${n}-${k}`
    unclear.add(key)
    const answer = await ann.trySubmit(picture, { key })
    if (answer.status !== 201) throw new Error(`submit: ${answer.text}`)
    unclear.delete(key)
    acknowledged.push(answer.body.job.id)
  })
  const all = Promise.allSettled(submissions)
  if (aim !== 'before begin') await all
  await wait().catch((error: Error) => console.log(`round ${n}, ${aim}: ${error.message}`))
  await delay(Math.random() * withinMs)
  await app.running.kill()
  await all
  return { acknowledged, unclear: [...unclear] }
}

test(`${ROUNDS} rounds of kill -9`, async () => {
  const picture = (await ann.upload(COFFEE)).id
  const met = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>
  const acknowledged: string[] = []
  let n = 0
  for (; n < ROUNDS || (n < MOST_ROUNDS && phases.some((phase) => met[phase] === 0)); n++) {
    const missing = phases.filter((phase) => met[phase] === 0)
    const choice = missing.length > 0 ? missing : phases
    const aim = choice[Math.floor(Math.random() * choice.length)] ?? 'following'
    const { acknowledged: taken, unclear } = await round(aim, picture, n)
    const counts = await countPhases(data, sandbox)
    for (const phase of phases) met[phase] += counts[phase]
    await app.restart()
    acknowledged.push(...taken)
    for (const key of unclear) acknowledged.push((await ann.submit(picture, { key })).id)
  }
  console.log(
    `${n} rounds on ${data.kind}, open jobs met at the kills: ${phases.map((phase) => `${phase} ${met[phase]}`).join(', ')}`,
  )
  expect(
    phases.filter((phase) => met[phase] === 0),
    'phases that were never met',
  ).toEqual([])

  await sandbox.reset()
  await sandbox.script([], { minMs: 0 })
  await everyResultIsIn()
  await app.running.stop()
  const { jobs } = await expectBooksAddUp(data)
  const { tasks, counters } = await sandbox.books()
  expect(
    acknowledged.filter((id) => !jobs.some((job) => job.id === id)),
    'answered, then forgotten',
  ).toEqual([])
  expect(jobs, 'one job for each submission').toHaveLength(n * JOBS_A_ROUND)
  const owners = tasks.map(jobOf)
  expect(
    owners.filter((id, at) => owners.indexOf(id) !== at),
    'jobs with two tasks',
  ).toEqual([])
  expect(counters.rateLimited, 'tasks refused for their pace').toBe(0)
  for (const job of jobs) {
    const paid = tasks.some((task) => jobOf(task) === job.id && task.state === 'success')
    expect([job.id, job.status], 'nothing paid is lost').toEqual([job.id, paid ? 'done' : 'failed'])
  }
  const missing = await data.query(
    `select id from jobs j where status = 'done' and not exists (select from files where job_id = j.id)`,
  )
  expect(missing).toEqual([])
})

/** Every job has ended, and every result that the upstream made is in our store (a lost one by a late callback). */
async function everyResultIsIn() {
  await until(
    'every job has reached its end',
    async () => {
      const { tasks } = await sandbox.books()
      const open = await ann.jobs('?status=queued,running,storing&limit=1')
      if (open.length > 0 || tasks.some((task) => task.state !== 'success')) return false
      const failed = await ann.jobs('?status=failed&limit=100')
      return !failed.some((job) => tasks.some((task) => jobOf(task) === job.id))
    },
    END_LIMIT_MS,
    500,
  )
}
