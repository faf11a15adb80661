import { type SQL, sql } from 'drizzle-orm'
import { createParser } from 'eventsource-parser'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Db } from '@/db/open'
import { sessions } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { newId } from '@/lib/id'
import { closeLive } from '@/lib/jobs/live'
import type { CountsView, CreditsView, JobView } from '@/lib/jobs/schema'
import { jobStream } from '@/lib/jobs/stream'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { person } from './rows'

vi.mock('@/lib/credits/queries', async (original) => {
  const real = await original<typeof import('@/lib/credits/queries')>()
  return { ...real, balance: vi.fn(real.balance) }
})

const LONG = 20_000
const MIB = 1_048_576
let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
afterAll(() => closeLive())

/** Changes rows without what the triggers ask of a job's life and of money. */
const lay = (statement: SQL) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(statement)
  })

/** 50 waiting jobs with long Chinese prompts: 3 MiB of snapshot. */
const heavyLoad = (userId: string) =>
  lay(sql`
    insert into jobs (id, user_id, model, input, hold, request_hash)
    select substr(md5(${userId} || n), 1, 26), ${userId}, 'recraft/remove-background',
      jsonb_build_object('prompt', repeat('漢', ${LONG}::int)), 1, 'x' from generate_series(1, 50) n`)

/** Changes something of theirs, and whoever watches looks. */
async function change(userId: string, statement: SQL) {
  await lay(statement)
  await db.execute(sql`select pg_notify('loupe_people', ${userId})`)
}
const changeAll = (userId: string) =>
  change(
    userId,
    sql`update jobs set version = version + 1, updated_at = clock_timestamp() where user_id = ${userId}`,
  )
const setBalance = (userId: string, thousandths: number) =>
  change(userId, sql`update balances set available = ${thousandths} where user_id = ${userId}`)

async function watch(userId: string) {
  const sessionId = newId()
  await db.insert(sessions).values({ id: sessionId, userId, expiresAt: new Date(Date.now() + 60_000) })
  const hangUp = new AbortController()
  const user = { id: userId, sessionId } as Parameters<typeof jobStream>[1]
  const stream = await jobStream(db, user, 'en', null, hangUp.signal)
  if (stream instanceof Refusal) throw new Error(stream.code)
  return { stream, hangUp: () => hangUp.abort() }
}

async function open() {
  const userId = await person(db, 5_000)
  await heavyLoad(userId)
  return { userId, ...(await watch(userId)) }
}

type Heard = { event: string | undefined; data: unknown }

/** Reads as it comes; `bytes` is how much was read. */
function listen(stream: ReadableStream<Uint8Array>) {
  const heard: Heard[] = []
  const reading = { heard, bytes: 0, ended: false }
  const parser = createParser({ onEvent: ({ event, data }) => heard.push({ event, data: JSON.parse(data) }) })
  const decoder = new TextDecoder()
  const read = async () => {
    for await (const chunk of stream) {
      reading.bytes += chunk.byteLength
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
    reading.ended = true
  }
  return { reading, over: read() }
}

test('a snapshot of many long prompts reaches its reader, who hears the news after it', async () => {
  const { userId, stream, hangUp } = await open()
  await changeAll(userId)
  const { reading, over } = listen(stream)
  await vi.waitFor(() => expect(reading.heard.length).toBeGreaterThan(50), 5_000)
  const [first, ...news] = reading.heard
  const snapshot = first?.data as { jobs: JobView[]; credits: CreditsView; counts: CountsView }
  expect(first?.event).toBe('snapshot')
  expect(snapshot.jobs.length).toBe(50)
  expect(snapshot.counts).toEqual({ queued: 50, running: 0, storing: 0 })
  expect(snapshot.credits).toEqual({ available: 5, held: 0 })
  expect(news.filter(({ event }) => event === 'job').length).toBe(50)
  expect(reading.bytes).toBeGreaterThan(2 * 3 * LONG * 50)
  expect(reading.ended).toBe(false)
  hangUp()
  await over
})

test('one who does not read is cut off after a mebibyte of news', async () => {
  const { userId, stream } = await open()
  const reads = vi.mocked(balance).mock.calls.length
  await changeAll(userId)
  // The balance is read when all jobs were told.
  await vi.waitFor(() => expect(vi.mocked(balance).mock.calls.length).toBeGreaterThan(reads), 10_000)
  const { reading, over } = listen(stream)
  await over
  const [snapshot, ...news] = reading.heard
  expect(snapshot?.event).toBe('snapshot')
  expect(news.length).toBeGreaterThan(10)
  expect(JSON.stringify(news).length * 3).toBeLessThan(2 * 3 * MIB)
  expect(news.length).toBeLessThan(20)
})

/** The next balance that is read is held back until the answer is called. */
function holdBack(): { letGo: () => void; isRead: () => Promise<void> } {
  const read = vi.mocked(balance).getMockImplementation() as typeof balance
  const before = vi.mocked(balance).mock.calls.length
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  vi.mocked(balance).mockImplementationOnce(async (...asked) => {
    const old = await read(...asked)
    await held
    return old
  })
  const isRead = () => vi.waitFor(() => expect(vi.mocked(balance).mock.calls.length).toBe(before + 1), 5_000)
  return { letGo, isRead }
}
const toldOf = (heard: Heard[]) =>
  heard.flatMap(({ event, data }) => (event === 'credits' ? [(data as CreditsView).available] : []))
/** Longer than changes are gathered and looked at. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 200))

test('of two balances the newer is told last, also when the older took long to read', async () => {
  const { userId, stream, hangUp } = await open()
  const { reading, over } = listen(stream)
  await vi.waitFor(() => expect(reading.heard.length).toBe(1), 5_000)
  const { letGo, isRead } = holdBack()
  await setBalance(userId, 4_000)
  await isRead()
  await setBalance(userId, 3_000)
  await aWhile()
  letGo()
  await vi.waitFor(() => expect(toldOf(reading.heard)).toEqual([4, 3]), 5_000)
  hangUp()
  await over
})

test('what moves while the snapshot is read is told after it', async () => {
  const userId = await person(db, 5_000)
  const { letGo, isRead } = holdBack()
  const opening = watch(userId)
  await isRead()
  await setBalance(userId, 4_000)
  await aWhile()
  letGo()
  const { stream, hangUp } = await opening
  const { reading, over } = listen(stream)
  await vi.waitFor(() => expect(toldOf(reading.heard)).toEqual([4]), 5_000)
  expect(reading.heard[0]).toMatchObject({ event: 'snapshot', data: { credits: { available: 5 } } })
  hangUp()
  await over
})

test('how many wait is told when it changes', async () => {
  const { userId, stream, hangUp } = await open()
  const { reading, over } = listen(stream)
  await change(
    userId,
    sql`update jobs set status = 'running' where id = (select id from jobs where user_id = ${userId} limit 1)`,
  )
  await vi.waitFor(
    () =>
      expect(reading.heard).toContainEqual({
        event: 'counts',
        data: { queued: 49, running: 1, storing: 0 },
      }),
    5_000,
  )
  hangUp()
  await over
})
