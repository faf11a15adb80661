import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jobStore, older, take } from '@/components/jobs/live'
import { NEWEST } from '@/components/jobs/stream'
import type { JobView } from '@/lib/jobs/schema'
import { job } from './jobs'

/** What the server has, and a log of what was asked. */
let server: JobView[] = []
let asked: string[] = []

function answer(path: string) {
  asked.push(path)
  const url = new URL(path, 'http://loupe')
  const one = /^\/api\/jobs\/(.+)$/.exec(url.pathname)
  if (one) return { job: server.find(({ id }) => id === one[1]), receipt: [] }
  const limit = Number(url.searchParams.get('limit'))
  const status = url.searchParams.get('status')
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const all = server.filter((one) => !status || one.status === status)
  const next = from + limit < all.length ? String(from + limit) : null
  return { jobs: all.slice(from, from + limit), next }
}

const credits = { available: 1, held: 0 }
const snapshot = () => take({ kind: 'snapshot', jobs: server.slice(0, NEWEST), credits })
const shown = () => jobStore.snapshot().jobs
const statuses = () => Object.fromEntries(shown().map(({ id, status }) => [id, status]))
/** Newest first, as the server lists. */
const many = (count: number, status: JobView['status']) =>
  Array.from({ length: count }, (_, n) =>
    job(`j${String(count - n).padStart(4, '0')}`, { status }, count - n),
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

test('open jobs beyond the snapshot are brought in, so that the numbers are right', async () => {
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
