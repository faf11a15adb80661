import fc from 'fast-check'
import { expect } from 'vitest'
import { movePersonsCredits } from '@/lib/admin/credits'
import { disableUser, enableUser } from '@/lib/auth/people'
import type { SessionUser } from '@/lib/auth/session'
import { checkBooks } from '@/lib/books/auditor/check'
import { acceptCallback } from '@/lib/jobs/callback'
import { cancelQueued } from '@/lib/jobs/settle'
import { submit } from '@/lib/jobs/submit'
import { Refusal } from '@/lib/refusal'
import { BY_RESULT, close, PLAIN, price, redeemed } from './changes'
import { type Mood, moods, type Task } from './kie'
import type { Ledger } from './ledger'
import { codeOf, type Step, step } from './step'
import { work } from './worker'
import { addressOf, check, type Person, passTime, taskOf, type World } from './world'

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length]
const personAt = ({ people }: World, n: number) => pick(people, n) as Person
const ann = fc.nat(2)
const nth = fc.nat(20)
const WELCOME = 60_000

/** Gives or takes; asked twice at once under one key it happens once. */
const move = fc.tuple(ann, fc.integer({ min: -20_000, max: 30_000 }).filter(Boolean)).map(([who, amount]) =>
  step(`move ${amount} of ${who}`, async (ledger, world) => {
    const person = personAt(world, who)
    const key = `key-${world.keys++}`
    const asked = { amount: amount / 1_000, reason: 'a step' }
    const ask = () => movePersonsCredits(world.database.db, world.admin, person, asked, key)
    const codes = (await Promise.all([ask(), ask()])).map(codeOf)
    if (ledger.isGone(person)) return expect(codes).toEqual(Array(2).fill('invalid_input'))
    if (amount > 0) ledger.give(person, amount)
    const isTaken = amount > 0 || ledger.take(person, -amount)
    expect(codes).toEqual(Array(2).fill(isTaken ? 'done' : 'insufficient_credits'))
  }),
)

/** Models without media: one price, and one that depends on what comes out. The prices are KIE's. */
const kinds = fc.oneof(
  fc.constant({ model: PLAIN, input: {}, list: 4_000 }),
  fc.integer({ min: 1, max: 6 }).map((count) => ({
    model: BY_RESULT,
    input: { max_images: count },
    list: 5_000 * count,
  })),
)

/** Some credits to begin with, so that most of a sequence is about jobs. */
export async function welcome(ledger: Ledger, world: World): Promise<void> {
  for (const person of world.people) {
    const asked = { amount: WELCOME / 1_000, reason: 'to begin with' }
    await movePersonsCredits(world.database.db, world.admin, person, asked, `key-${world.keys++}`)
    ledger.give(person, WELCOME)
  }
}

/** Several at once, perhaps all under one key. As many as the balance covers are taken. */
const ask = fc
  .record({ who: ann, kind: kinds, times: fc.integer({ min: 1, max: 5 }), sameKey: fc.boolean() })
  .map(({ who, kind, times, sameKey }) =>
    step(`ask ${times} × ${kind.list} of ${who}${sameKey ? ' under one key' : ''}`, async (ledger, world) => {
      const owner = personAt(world, who)
      const body = {
        model: kind.model,
        input: { prompt: 'a lamp', ...kind.input },
        batchId: null,
        retryOf: null,
      }
      const key = sameKey ? `job-${world.keys++}` : null
      const answers = await Promise.all(
        Array.from({ length: times }, () => submit(world.database.db, owner, body, key)),
      )
      const ids = new Set(answers.flatMap((one) => (one instanceof Refusal ? [] : [one.row.id])))
      const { hold, factor } = ledger.price(kind.model, kind.list)
      const covered = Math.floor(ledger.available(owner) / hold)
      expect(ids.size).toBe(Math.min(covered, sameKey ? 1 : times))
      if (ids.size === 0) expect(new Set(answers.map(codeOf))).toEqual(new Set(['insufficient_credits']))
      for (const id of ids) ledger.submit(id, owner, hold, factor)
    }),
  )

const cancelAll = (ledger: Ledger, { database }: World, n: number) =>
  [...ledger.jobs]
    .filter((_, place) => place % 3 === n % 3)
    .map(async ([id, { owner, status }]) => {
      const canceled = await cancelQueued(database.db, owner, id)
      if (canceled) expect(status).not.toBe('done')
    })

const cancel = nth.map((n) =>
  step(`cancel ${n}`, async (ledger, world) => {
    const [id, job] = pick([...ledger.jobs], n) ?? []
    if (!id || !job) return
    const stranger = world.people.find((person) => person !== job.owner) as Person
    expect(await cancelQueued(world.database.db, stranger, id)).toBeNull()
    const twice = [1, 2].map(() => cancelQueued(world.database.db, job.owner, id))
    const canceled = (await Promise.all(twice)).filter(Boolean)
    expect(canceled).toHaveLength(job.status === 'queued' ? 1 : 0)
  }),
)

/** KIE's side of a task ends: with results, some of them dead, or without. */
const finish = fc
  .record({ n: nth, results: fc.integer({ min: 1, max: 4 }), dead: fc.nat(4), told: fc.nat(3) })
  .map(({ n, results, dead, told }) =>
    step(`finish ${n} with ${results} less ${dead}`, async (_, { network }) => {
      const task = pick(network.tasks.filter(isUnderWay), n)
      const made = task?.model.startsWith('google') ? 1 : results
      const consumed = told === 0 ? null : told * 2_500
      if (task) Object.assign(task, { state: 'success', results: made, dead: Math.min(dead, made), consumed })
    }),
  )
const isUnderWay = (task: Task) => task.state === 'generating'

const fail = fc.tuple(nth, fc.constantFrom(null, 0, 1_500)).map(([n, consumed]) =>
  step(`fail ${n} for ${consumed}`, async (_, { network }) => {
    const task = pick(network.tasks.filter(isUnderWay), n)
    if (task) Object.assign(task, { state: 'fail', consumed })
  }),
)

const mood = fc.constantFrom<Mood>(...moods.filter((one) => one !== 'takes')).map((next) =>
  step(`KIE ${next}`, async (_, { network }) => {
    network.moods.push(next)
  }),
)

/** The callback of a task, twice at once, and one that was made up. */
async function call({ database }: World, task: Task) {
  const address = addressOf(task)
  const hear = (mac: string, taskId: string) =>
    acceptCallback(database.db, { ...address, mac }, { data: { taskId } }, new Headers())
  const heard = await Promise.all([
    hear(address.mac, task.id),
    hear(address.mac, task.id),
    hear(`${address.mac}x`, 'task-made-up'),
  ])
  expect(heard).toEqual([true, true, false])
}

const callback = nth.map((n) =>
  step(`callback twice ${n}`, async (_, world) => {
    const task = pick(world.network.tasks, n)
    if (task) await call(world, task)
  }),
)

/** A worker at work; with `dieAfter` it is dropped in the middle, and the next one takes over. */
const run = fc.option(fc.nat(25), { nil: undefined, freq: 1 }).map((dieAfter) =>
  step(dieAfter === undefined ? 'work' : `crash after ${dieAfter}`, async (_, world) => {
    await passTime(world, 11)
    expect(await work(world.database, world.network.url, dieAfter)).toEqual([])
  }),
)

/** Two workers, callbacks and cancellations at once. */
const race = nth.map((n) =>
  step(`race ${n}`, async (ledger, world) => {
    await passTime(world, 11)
    const [one, two] = await Promise.all([
      work(world.database, world.network.url),
      work(world.database, world.network.url),
      ...cancelAll(ledger, world, n),
      ...world.network.tasks.map((task) => call(world, task)),
    ])
    expect([...one, ...two]).toEqual([])
  }),
)

const wait = fc
  .constantFrom(60, 16 * 60, 61 * 60)
  .map((seconds) => step(`wait ${seconds} s`, (_, world) => passTime(world, seconds)))

const suspend = fc.tuple(ann, fc.boolean()).map(([who, isOn]) =>
  step(`${isOn ? 'suspend' : 'restore'} ${who}`, async (ledger, world) => {
    const admin = world.admin as SessionUser
    const person = personAt(world, who)
    await (isOn ? disableUser : enableUser)(world.database.db, admin, person, 'Because')
    if (isOn) ledger.suspended.add(person)
    else ledger.suspended.delete(person)
  }),
)

export const steps: fc.Arbitrary<Step>[] = [
  ask,
  ask,
  ask,
  move,
  run,
  run,
  run,
  finish,
  finish,
  fail,
  callback,
  cancel,
  mood,
  race,
  wait,
  suspend,
  price,
  redeemed,
  close,
]

/**
 * The end of a story: whoever is suspended comes back, KIE finishes what it has, callbacks come, workers work. Every job
 * ends as KIE's books say.
 */
export async function playOut(ledger: Ledger, world: World): Promise<void> {
  for (const person of world.people)
    await enableUser(world.database.db, world.admin as SessionUser, person, 'Because')
  world.network.moods.length = 0
  for (const task of world.network.tasks.filter(isUnderWay)) task.state = 'success'
  for (let round = 0; round < 12 && (round < 2 || isOpen(ledger)); round++) {
    await passTime(world, round === 4 ? 16 * 60 : 11)
    for (const task of world.network.tasks) {
      if (isUnderWay(task)) task.state = 'success'
      await call(world, task)
    }
    expect(await work(world.database, world.network.url)).toEqual([])
    await check(ledger, world)
  }
  expect(await checkBooks(world.database.db), 'what the auditor found').toEqual([])
  for (const [id, { status }] of ledger.jobs) {
    const task = taskOf(world, id)
    const isMade = task?.state === 'success' && task.dead < task.results
    expect(status, `job ${id}, ${JSON.stringify(task)}`).toMatch(isMade ? /^done$/ : /^(failed|canceled)$/)
  }
}

const isOpen = ({ jobs }: Ledger) =>
  [...jobs.values()].some(({ status }) => status === 'queued' || status === 'running' || status === 'storing')
