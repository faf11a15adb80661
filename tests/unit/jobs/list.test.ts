import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { listQuery } from '@/lib/jobs/list-query'
import { listJobs, openCounts } from '@/lib/jobs/queries'
import type { JobStatus } from '@/lib/jobs/status'
import { Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '../../support/database'
import { person } from './rows'

const DONE = 1_500
let db: Db
/** Thousands are done, few are not, and those lie further back. */
let ann: string
/** Waits with 1,000. */
let ben: string
const anns = { queued: 130, running: 3, storing: 2, failed: 4 } as const

/** Rows as they lie there, without what the triggers ask of a job's life. */
async function lay(tx: Db, userId: string, status: JobStatus, count: number, minutesAgo: number) {
  const isEnded = status === 'done' || status === 'failed'
  await tx.execute(sql`
    insert into jobs (id, user_id, model, input, hold, charged, request_hash, status, created_at, finished_at)
    select substr(md5(${userId} || ${status}::text || n), 1, 26), ${userId}, 'recraft/remove-background', '{}', 1,
      case when ${status} = 'done' then 1 end, 'x', ${status}, now() - (${minutesAgo}::int - n) * interval '1 minute',
      case when ${isEnded} then now() end
    from generate_series(1, ${count}::int) n`)
}

beforeAll(async () => {
  db = (await testDatabase()).db
  ann = await person(db, 0)
  ben = await person(db, 0)
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const [status, count] of Object.entries(anns)) {
      await lay(tx, ann, status as JobStatus, count, DONE + 5_000)
    }
    await lay(tx, ann, 'done', DONE, DONE)
    await lay(tx, ben, 'queued', 1_000, 4_000)
    for (let others = 0; others < 3; others += 1) await lay(tx, await person(tx, 0), 'done', DONE, DONE)
  })
  await db.execute(sql`analyze jobs`)
})

const page = async (handle: Db, userId: string, query: Parameters<typeof listJobs>[2]) => {
  const found = await listJobs(handle, userId, query, 'en')
  if (found instanceof Refusal) throw new Error(found.code)
  return found
}

async function taken(tx: Db): Promise<number> {
  const [seen] = await rowsOf<{ rows: number }>(
    tx,
    sql`select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'jobs'`,
  )
  return seen?.rows ?? 0
}

/** How many rows of `jobs` the database takes in its hands while `act` runs. */
const touched = (act: (tx: Db) => Promise<unknown>) =>
  db.transaction(async (tx) => {
    const before = await taken(tx)
    await act(tx)
    return (await taken(tx)) - before
  })

describe('the list by status', () => {
  const asked: JobStatus[][] = [
    ['queued'],
    ['running'],
    ['storing'],
    ['failed'],
    ['canceled'],
    ['running', 'storing'],
    ['queued', 'running', 'storing'],
    ['failed', 'canceled', 'running'],
  ]
  test.each(asked)('%s %s %s: does not walk through what is done', async (...statuses) => {
    const list = (tx: Db) => page(tx, ann, { limit: 100, statuses })
    const { jobs } = await list(db)
    const there = statuses.reduce((sum, status) => sum + { ...anns, canceled: 0, done: 0 }[status], 0)
    expect(jobs.length).toBe(Math.min(100, there))
    expect(await touched(list)).toBeLessThan(500)
  })

  test('pages over several states at once, newest first, each job once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { jobs, next } = await page(db, ann, {
        limit: 50,
        cursor,
        statuses: ['queued', 'running', 'running', 'storing', 'failed'],
      })
      seen.push(...jobs.map(({ createdAt, id }) => `${createdAt} ${id}`))
      cursor = next ?? undefined
    } while (cursor)
    expect(seen.length).toBe(139)
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
  })
})

test('the page says how many wait and run, counted along the index of what has not ended', async () => {
  const counts = { queued: 130, running: 3, storing: 2 }
  expect((await page(db, ann, { limit: 1 })).counts).toEqual(counts)
  expect(await openCounts(db, ben)).toEqual({ queued: 1_000, running: 0, storing: 0 })
  expect(await touched((tx) => openCounts(tx, ann))).toBeLessThan(500)
})

test('lists named jobs, one’s own alone', async () => {
  const [mine, other] = [
    (await page(db, ann, { limit: 1 })).jobs[0],
    (await page(db, ben, { limit: 1 })).jobs[0],
  ]
  const read = listQuery.parse({ ids: `${mine?.id},${other?.id},none`, limit: '100' })
  expect((await page(db, ann, read)).jobs).toEqual([mine])
  expect(listQuery.safeParse({ ids: Array.from({ length: 101 }, (_, n) => n).join(',') }).success).toBe(false)
})

test('takes no ids that are none', () => {
  const asked = (ids: string) => listQuery.safeParse({ ids }).success
  expect([asked('a1,b2'), asked('a1,'), asked('a\0'), asked('x'.repeat(65))]).toEqual([
    true,
    false,
    false,
    false,
  ])
})
