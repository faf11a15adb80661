import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { jobStore, older, take } from '@/components/jobs/live'
import { NEWEST } from '@/components/jobs/stream'
import type { JobView } from '@/lib/jobs/schema'
import { job } from './jobs'

/** What the server has, and a log of what was asked. */
let server: JobView[] = []
let asked: string[] = []

const counted = () => {
  const of = (status: JobView['status']) => server.filter((one) => one.status === status).length
  return { queued: of('queued'), running: of('running'), storing: of('storing') }
}

function answer(path: string) {
  asked.push(path)
  const url = new URL(path, 'http://loupe')
  if (url.pathname !== '/api/jobs') throw new Error(`not one by one: ${path}`)
  const limit = Number(url.searchParams.get('limit'))
  const statuses = url.searchParams.get('status')?.split(',')
  const ids = url.searchParams.get('ids')?.split(',')
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const all = server.filter(
    (one) => (statuses ?? [one.status]).includes(one.status) && (ids ?? [one.id]).includes(one.id),
  )
  const next = from + limit < all.length ? String(from + limit) : null
  return { jobs: all.slice(from, from + limit), next, counts: counted() }
}

const credits = { available: 1, held: 0 }
const snapshot = (isPoll = false) =>
  take({ kind: 'snapshot', jobs: server.slice(0, NEWEST), credits, counts: counted(), isPoll })
/** Until nothing more is asked. */
const settled = async () => {
  let before = -1
  while (before < asked.length) {
    before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const shown = () => jobStore.snapshot().jobs
const statuses = () => Object.fromEntries(shown().map(({ id, status }) => [id, status]))
/** Newest first, as the server lists. */
const many = (count: number, status: JobView['status']) =>
  Array.from({ length: count }, (_, n) =>
    job(`j${String(count - n).padStart(5, '0')}`, { status }, count - n),
  )

beforeEach(() => {
  jobStore.clear()
  older.reset()
  asked = []
  vi.stubGlobal('fetch', async (path: string) => Response.json(answer(path)))
})
afterEach(() => vi.unstubAllGlobals())

test('a short list needs no more questions', async () => {
  server = many(3, 'running')
  snapshot()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(asked).toEqual([])
  expect(shown().length).toBe(3)
})

test('open jobs beyond the snapshot are brought in', async () => {
  server = many(230, 'queued')
  snapshot()
  await vi.waitFor(() => expect(shown().length).toBe(230))
  expect(asked.filter((path) => path.includes('status=queued')).length).toBe(3)
})

test('a job that ended while nobody listened is asked for', async () => {
  take({ kind: 'job', job: job('lost', { status: 'running' }, 0) })
  server = [...many(NEWEST, 'done'), job('lost', { status: 'failed', version: 5 }, 0)]
  snapshot()
  await vi.waitFor(() => expect(statuses().lost).toBe('failed'))
})

test('older jobs come page by page until the end', async () => {
  server = many(120, 'done')
  snapshot()
  expect(older.state()).toBe('more')
  await older.load()
  expect(shown().length).toBe(100)
  await older.load()
  expect(shown().length).toBe(120)
  expect(older.state()).toBe('end')
})

test('an older version in a snapshot does not undo a newer event', () => {
  server = [job('a', { version: 3, status: 'storing' })]
  take({ kind: 'job', job: job('a', { version: 4, status: 'done' }) })
  snapshot()
  expect(statuses().a).toBe('done')
})

/** The server moves on: these have another status, in a newer version. */
const move = (from: number, to: number, status: JobView['status']) => {
  server = server.map((one, n) => (n >= from && n < to ? { ...one, status, version: one.version + 1 } : one))
}

describe('with 10,000 waiting', () => {
  beforeEach(() => {
    server = many(10_000, 'queued')
  })

  test('the head has the server’s numbers, and a new tab asks for so many pages and no more', async () => {
    move(9_990, 10_000, 'running')
    snapshot()
    expect(jobStore.snapshot().counts).toEqual({ queued: 9_990, running: 10, storing: 0 })
    await settled()
    expect(asked.length).toBe(21)
    expect(shown().length).toBe(2_010)
    expect(Object.values(statuses()).filter((status) => status === 'running').length).toBe(10)
  })

  test('a tab that knows them all sees after a pause how far the line has come', async () => {
    for (const one of server) take({ kind: 'job', job: one })
    move(9_700, 10_000, 'done')
    move(9_690, 9_700, 'running')
    move(1_000, 1_001, 'canceled')
    snapshot()
    await settled()
    const here = statuses()
    expect(server.filter((one) => here[one.id] !== one.status)).toEqual([])
    // 20 of the line, 1 of those at work, 4 of the 301 that ended, and 1 that waits as it did.
    expect(asked.length).toBe(26)
    asked = []
    snapshot()
    await settled()
    expect(asked.length, 'nothing has moved').toBe(22)
  })

  test('polls cost a page each in the mean, and a new stream is looked at all the same', async () => {
    snapshot()
    await settled()
    asked = []
    for (let n = 0; n < 10; n += 1) snapshot(true)
    await settled()
    expect(asked).toEqual([])
    snapshot()
    await settled()
    expect(asked.length).toBe(21)
  })

  test('a snapshot that comes while an earlier one is looked at has its turn after', async () => {
    snapshot()
    snapshot()
    snapshot()
    await settled()
    expect(asked.length).toBe(42)
  })

  test('without an answer nothing is taken for ended', async () => {
    for (const one of server.slice(0, 200)) take({ kind: 'job', job: one })
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path)
      return Response.json({ error: { code: 'internal', message: '' } }, { status: 500 })
    })
    snapshot()
    await settled()
    expect(asked.length).toBe(1)
    expect(shown().every(({ status }) => status === 'queued')).toBe(true)
  })
})
