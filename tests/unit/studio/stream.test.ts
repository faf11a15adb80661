import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Called } from '@/components/http/call'
import type { JobsPage } from '@/components/jobs/requests'
import { createStream, POLL_EVERY, SILENCE, STREAM_AGAIN, type StreamMessage } from '@/components/jobs/stream'
import type { CreditsView } from '@/lib/jobs/schema'
import { job } from './jobs'

class Source extends EventTarget {
  static all: Source[] = []
  readyState = 0
  constructor(readonly url: string) {
    super()
    Source.all.push(this)
  }
  close() {
    this.readyState = 2
  }
  say(name: string, data: unknown = {}, lastEventId = '') {
    this.readyState = 1
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }))
  }
  /** Broken on the way (the browser would reconnect) or refused (it would not). */
  fail(refused = false) {
    this.readyState = refused ? 2 : 0
    this.dispatchEvent(new Event('error'))
  }
}

const credits = { available: 5, held: 0 }
const counts = { queued: 1, running: 0, storing: 0 }
const snapshot = (...jobs: ReturnType<typeof job>[]) => ({ jobs, credits, counts })
const last = () => Source.all.at(-1) as Source
let messages: StreamMessage[] = []
let jobsAnswer: Called<JobsPage>
let creditsAnswer: Called<CreditsView>
let asked = 0
let stream: ReturnType<typeof createStream>
const statuses = () => messages.flatMap((message) => (message.kind === 'status' ? [message.status] : []))
const kinds = () => messages.map((message) => message.kind)
const refused = (status: number) => ({
  ok: false as const,
  status,
  code: '',
  message: '',
  fields: {},
  retryAfterMs: null,
})

beforeEach(() => {
  vi.useFakeTimers()
  Source.all = []
  messages = []
  asked = 0
  jobsAnswer = { ok: true, value: { jobs: [job('polled')], next: null, counts } }
  creditsAnswer = { ok: true, value: credits }
  stream = createStream((message) => messages.push(message), {
    open: (url) => new Source(url),
    jobs: async () => {
      asked += 1
      return jobsAnswer
    },
    credits: async () => creditsAnswer,
  })
  stream.start()
})
afterEach(() => {
  stream.stop()
  vi.useRealTimers()
})

test('is live after the snapshot and passes on jobs, credits, counts and the clock', () => {
  last().say('snapshot', snapshot(job('a')), '1700000000000')
  last().say('job', job('a', { version: 2 }))
  last().say('credits', { available: 4, held: 1 })
  last().say('counts', { queued: 0, running: 1, storing: 0 })
  expect(messages).toContainEqual({
    kind: 'snapshot',
    jobs: [job('a')],
    credits,
    counts,
    isPoll: false,
  })
  expect(messages).toContainEqual({ kind: 'counts', counts: { queued: 0, running: 1, storing: 0 } })
  expect(statuses()).toEqual(['live'])
  expect(messages).toContainEqual({ kind: 'clock', serverNow: 1_700_000_000_000 })
  expect(messages).toContainEqual({ kind: 'job', job: job('a', { version: 2 }) })
  expect(messages).toContainEqual({ kind: 'credits', credits: { available: 4, held: 1 } })
})

test('is stale at once when the line breaks, and heals by a new stream', () => {
  last().say('snapshot', snapshot())
  last().fail()
  expect(statuses()).toEqual(['live', 'stale'])
  vi.advanceTimersByTime(1_000)
  expect(Source.all.length).toBe(2)
  last().say('snapshot', snapshot())
  expect(statuses()).toEqual(['live', 'stale', 'live'])
})

test('notices silence although the line looks open', () => {
  last().say('snapshot', snapshot())
  vi.advanceTimersByTime(SILENCE - 1)
  last().say('ping')
  vi.advanceTimersByTime(SILENCE - 1)
  expect(statuses()).toEqual(['live'])
  vi.advanceTimersByTime(1)
  expect(statuses()).toEqual(['live', 'stale'])
  expect(Source.all[0]?.readyState).toBe(2)
})

test('asks instead when the stream is refused, and tries the stream again every minute', async () => {
  last().fail(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(statuses()).toEqual(['stale', 'polling'])
  expect(messages).toContainEqual({
    kind: 'snapshot',
    jobs: [job('polled')],
    credits,
    counts,
    isPoll: true,
  })
  await vi.advanceTimersByTimeAsync(3 * POLL_EVERY)
  expect(asked).toBe(4)
  expect(Source.all.length).toBe(1)
  await vi.advanceTimersByTimeAsync(STREAM_AGAIN)
  expect(Source.all.length).toBe(2)
  last().fail(true)
  await vi.advanceTimersByTimeAsync(STREAM_AGAIN)
  expect(Source.all.length).toBe(3)
  last().say('snapshot', snapshot())
  expect(statuses().at(-1)).toBe('live')
  const before = asked
  await vi.advanceTimersByTimeAsync(5 * POLL_EVERY)
  expect(asked).toBe(before)
})

test('asks instead after three failures, with growing pauses between the tries', async () => {
  last().fail()
  await vi.advanceTimersByTimeAsync(1_000)
  last().fail()
  expect(asked).toBe(0)
  await vi.advanceTimersByTimeAsync(1_400)
  expect(Source.all.length).toBe(2)
  await vi.advanceTimersByTimeAsync(600)
  expect(Source.all.length).toBe(3)
  last().fail()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toBe(1)
  expect(statuses().at(-1)).toBe('polling')
})

test('polling that fails is stale and goes on', async () => {
  last().fail(true)
  await vi.advanceTimersByTimeAsync(0)
  jobsAnswer = refused(0)
  await vi.advanceTimersByTimeAsync(POLL_EVERY)
  expect(statuses().at(-1)).toBe('stale')
  jobsAnswer = { ok: true, value: { jobs: [], next: null, counts } }
  await vi.advanceTimersByTimeAsync(POLL_EVERY)
  expect(statuses().at(-1)).toBe('polling')
})

test('ends with the session, by the stream or by a refused question', async () => {
  last().say('snapshot', snapshot())
  last().say('end')
  expect(kinds().at(-1)).toBe('end')
  vi.advanceTimersByTime(10 * STREAM_AGAIN)
  expect(Source.all.length).toBe(1)
  stream.start()
  creditsAnswer = refused(401)
  last().fail(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(kinds().at(-1)).toBe('end')
  await vi.advanceTimersByTimeAsync(10 * STREAM_AGAIN)
  expect(asked).toBe(1)
})

test('a nudge reconnects at once, but leaves a line alone that was heard just now', () => {
  last().say('snapshot', snapshot())
  stream.nudge()
  expect(Source.all.length).toBe(1)
  vi.advanceTimersByTime(SILENCE / 2)
  stream.nudge()
  expect(Source.all.length).toBe(2)
  expect(statuses().at(-1)).toBe('stale')
})

test('without a network nothing is tried until it is back', () => {
  last().say('snapshot', snapshot())
  stream.lost()
  expect(statuses().at(-1)).toBe('stale')
  vi.advanceTimersByTime(5_000)
  expect(Source.all.length).toBe(1)
  stream.nudge()
  expect(Source.all.length).toBe(2)
})

test('an answer that comes after the stream is back changes nothing', async () => {
  let answer: (page: Called<JobsPage>) => void = () => {}
  stream.stop()
  messages = []
  stream = createStream((message) => messages.push(message), {
    open: (url) => new Source(url),
    jobs: () =>
      new Promise((resolve) => {
        answer = resolve
      }),
    credits: async () => credits && { ok: true, value: { available: 1, held: 0 } },
  })
  stream.start()
  last().fail(true)
  stream.nudge()
  last().say('snapshot', snapshot(job('fresh')))
  answer({ ok: true, value: { jobs: [job('old')], next: null, counts } })
  await vi.advanceTimersByTimeAsync(0)
  expect(messages.filter((message) => message.kind === 'snapshot').length).toBe(1)
  expect(statuses().at(-1)).toBe('live')
})

test('tries the stream again as soon as a server that was away answers, and only once', async () => {
  last().fail()
  await vi.advanceTimersByTimeAsync(1_000)
  last().fail()
  await vi.advanceTimersByTimeAsync(2_000)
  jobsAnswer = refused(0)
  last().fail()
  await vi.advanceTimersByTimeAsync(POLL_EVERY)
  expect(statuses().at(-1)).toBe('stale')
  expect(Source.all.length).toBe(3)
  jobsAnswer = { ok: true, value: { jobs: [], next: null, counts } }
  await vi.advanceTimersByTimeAsync(POLL_EVERY)
  expect(Source.all.length).toBe(4)
  last().fail(true)
  await vi.advanceTimersByTimeAsync(5 * POLL_EVERY)
  expect(Source.all.length).toBe(4)
})

test('asks instead of a stream that ends each time right after its snapshot, and tries it every minute', async () => {
  for (const pause of [1_000, 2_000, 0]) {
    last().say('snapshot', snapshot())
    last().fail()
    await vi.advanceTimersByTimeAsync(pause)
  }
  expect(statuses().at(-1)).toBe('polling')
  expect(Source.all.length).toBe(3)
  await vi.advanceTimersByTimeAsync(STREAM_AGAIN - 1)
  expect(Source.all.length).toBe(3)
  await vi.advanceTimersByTimeAsync(1)
  expect(Source.all.length).toBe(4)
  last().say('snapshot', snapshot())
  last().fail()
  await vi.advanceTimersByTimeAsync(0)
  expect(statuses().slice(-3)).toEqual(['live', 'stale', 'polling'])
  expect(Source.all.length).toBe(4)
})

test('a stream that lived a while may break any number of times', async () => {
  for (let n = 1; n <= 5; n += 1) {
    expect(Source.all.length).toBe(n)
    last().say('snapshot', snapshot())
    await vi.advanceTimersByTimeAsync(10_000)
    last().fail()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(asked).toBe(0)
})
