import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFinal } from '@/lib/jobs/status'
import { type App, startApp } from '@/tests/support/app'
import { type Client, signedIn } from '@/tests/support/client'
import { type Data, freshData, setSettings } from '@/tests/support/data'
import { plain } from '@/tests/support/pictures'
import { until } from '@/tests/support/process'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'
import { expectAllDelivered, expectMoneyIsWhole, expectNothingTwice } from './checks'
import { attemptOf, noHits, type Phase, phases, phasesOf } from './phases'
import { randomFrom } from './random'
import { quick, type Round, steered, unsteered } from './rounds'
import { asLeft } from './snapshot'

// The app is killed again and again with jobs in flight, while the upstream lives on with books of its own.

const ROUNDS = Number(process.env.SOAK_ROUNDS ?? phases.length)
const SEED = Number(process.env.SOAK_SEED ?? randomInt(2 ** 31))
/** A round steered to a phase that the rounds before did not hit. */
const MOST_EXTRA_ROUNDS = 6
const UNCERTAIN_MS = 6_000
const END_LIMIT_MS = 90_000
const SLOW_BATCH = 'slow'
const crew = ['ann', 'ben', 'cleo'] as const

type Asked = { person: number; key: string; id: string | null }

const random = randomFrom(SEED)
const hits = noHits()
const asked: Asked[] = []
let sandbox: Sandbox
let data: Data
let app: App
let clients: Client[]
let pictures: string[]
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  data = await freshData()
  await setSettings(data, { uncertainAfterMs: UNCERTAIN_MS })
  await settleSlowly(data)
  app = await startApp({ data, env: sandbox.env })
  clients = await Promise.all(crew.map((name) => signedIn(app.url, name)))
  pictures = await Promise.all(
    clients.map(async (client, index) => (await client.upload(await plain(300 + index, 260))).id),
  )
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
  await data.remove()
})

/** A settlement of a slow batch takes a moment, so that a kill finds it half done: its money moved, not committed. */
async function settleSlowly({ query }: Data): Promise<void> {
  await query(`
    create function settle_slowly() returns trigger language plpgsql as $$
    begin
      if (select batch_id from jobs where id = new.job_id) = '${SLOW_BATCH}' then perform pg_sleep(0.5); end if;
      return null;
    end $$`)
  await query(`
    create trigger settle_slowly after insert on ledger for each row when (new.kind = 'capture')
    execute function settle_slowly()`)
}

/** Asks for jobs of several people; an answer that the kill cuts off is left open. */
function ask(count: number, slow: boolean): Promise<unknown> {
  return Promise.all(
    Array.from({ length: count }, () => {
      const entry: Asked = {
        person: random.between(0, crew.length - 1),
        key: `soak-${asked.length}`,
        id: null,
      }
      asked.push(entry)
      return submit(entry, slow).catch((error: unknown) => {
        if (!(error instanceof TypeError)) throw error
      })
    }),
  )
}

async function submit(entry: Asked, slow: boolean): Promise<void> {
  const batchId = slow ? SLOW_BATCH : null
  const job = await clients[entry.person]?.trySubmit(pictures[entry.person], {
    key: entry.key,
    body: { batchId },
  })
  expect([200, 201], job?.text).toContain(job?.status)
  entry.id = job?.body.job.id ?? null
}

async function isRipe(ripe: NonNullable<Round['ripe']>, mine: Asked[]): Promise<boolean> {
  const lists = await Promise.all(clients.map((client) => client.jobs('?limit=50')))
  const ids = new Set(mine.map((entry) => entry.id))
  return lists.flat().some((job) => ids.has(job.id) && ripe(job))
}

/** @returns the phases that the kill met. */
async function play(round: Round): Promise<Phase[]> {
  await sandbox.reset()
  await sandbox.script(round.rules)
  const first = asked.length
  const submitting = ask(random.between(6, 10), round.slow)
  if (round.ripe) {
    const { ripe } = round
    await submitting
    await until(`a job is ${round.name}`, () => isRipe(ripe, asked.slice(first)), END_LIMIT_MS, 20)
  }
  await delay(round.killAfterMs)
  await app.running.kill()
  await submitting
  await sandbox.reset()
  await sandbox.script(quick)
  const met = await asLeft(data, async (left) => {
    await expectMoneyIsWhole(left)
    return phasesOf(left, (await sandbox.books()).tasks)
  })
  await app.restart()
  for (const entry of asked.slice(first)) if (!entry.id) await submit(entry, round.slow)
  await allEnded(asked.slice(first))
  expectNothingTwice((await sandbox.books()).tasks)
  return met
}

/** Every job is final, and what the upstream took has been delivered, late or not. */
async function allEnded(mine: Asked[]): Promise<void> {
  const ids = new Set(mine.map((entry) => entry.id))
  expect(ids.size, 'as many jobs as keys').toBe(mine.length)
  await until(
    'every job has ended',
    async () => {
      const made = new Set((await sandbox.books()).tasks.map((task) => attemptOf(task).split('/')[0]))
      const lists = await Promise.all(clients.map((client) => client.jobs('?limit=50')))
      const jobs = lists.flat().filter((job) => ids.has(job.id))
      return (
        jobs.length === ids.size &&
        jobs.every((job) => (made.has(job.id) ? job.status === 'done' : isFinal(job.status)))
      )
    },
    END_LIMIT_MS,
    250,
  )
}

const counted = (met: Phase[]) => phases.map((phase) => met.filter((one) => one === phase).length)

test(`${ROUNDS} rounds of kill -9 (SOAK_SEED=${SEED})`, async () => {
  const table: Record<string, number | string>[] = []
  const playAndCount = async (round: Round) => {
    const met = await play(round)
    for (const phase of met) hits[phase]++
    const counts = counted(met)
    table.push({
      round: round.name,
      open: met.length,
      ...Object.fromEntries(phases.map((phase, index) => [phase, counts[index] ?? 0])),
    })
    console.log(`${data.kind}, round ${table.length}: ${round.name}: ${counts.join(' ')}`)
  }
  // A round whose jobs had all ended before the kill proves nothing and does not count.
  const counting = () => table.filter((row) => row.open !== 0).length
  for (let index = 0; counting() < ROUNDS && index < 2 * ROUNDS; index++) {
    const phase = phases[index % (2 * phases.length)]
    await playAndCount(phase ? steered(phase, random, data.kind) : unsteered(random))
  }
  for (let extra = 0; extra < MOST_EXTRA_ROUNDS; extra++) {
    const missed = phases.find((phase) => hits[phase] === 0)
    if (missed) await playAndCount(steered(missed, random, data.kind))
  }
  await app.running.stop()
  const { tasks, counters } = await sandbox.books()
  const ends = await expectAllDelivered(data, tasks)
  expect(counters.rateLimited, 'tasks asked for faster than the upstream allows').toBe(0)
  console.log(`kill -9 on ${data.kind}, SOAK_SEED=${SEED}: open jobs met in each phase`)
  const open = Object.values(hits).reduce((sum, count) => sum + count, 0)
  console.table([...table, { round: 'all', open, ...hits }])
  console.table(ends)
  expect(counting(), 'rounds with jobs in flight').toBeGreaterThanOrEqual(ROUNDS)
  for (const phase of phases) expect(hits[phase], `kills while ${phase}`).toBeGreaterThan(0)
})
