import { createHmac } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { attempts, refusedCallbacks } from '@/db/schema'
import { warnings } from '@/lib/admin/warnings'
import { acceptCallback } from '@/lib/jobs/callback'
import { countRefused, refusedLately } from '@/lib/jobs/refused-callbacks'
import { callbackMac } from '@/lib/jobs/upstream'
import { testDatabase } from '../../support/database'
import { advance, heldJob, person } from './rows'

const KEY = 'the-key-of-the-signatures'
let db: Db
let jobId: string
beforeAll(async () => {
  process.env.KIE_WEBHOOK_HMAC_KEY = KEY
  db = (await testDatabase()).db
  jobId = (await heldJob(db, await person(db, 1_000), 1_000)) as string
  await advance(db, jobId, 11, 'running')
})
beforeEach(async () => {
  await db.delete(refusedCallbacks)
  // As in a process that has just started.
  Object.assign(globalThis, { loupeRefusedCallbacks: undefined })
})

const body = { data: { taskId: 'a-task' } }
const call = (headers: Record<string, string>, mac = callbackMac(jobId, 1, 'nonce')) =>
  acceptCallback(db, { jobId, n: 1, mac }, body, new Headers(headers))
const signed = (key: string) => {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', key).update(`a-task.${timestamp}`).digest('base64')
  return { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
}
const lately = async () => (await refusedLately(db))?.count ?? 0
const disk = { capacity: 100, free: 100 }
const warned = async () =>
  (await warnings(db, { state: 'known', thousandths: 1_000, at: null }, disk)).map(({ kind }) => kind)

test('a wrong or missing signature at our address is refused, changes nothing, and is counted', async () => {
  expect(await call(signed(KEY))).toBe(true)
  expect(await lately()).toBe(0)
  expect(await warned()).not.toContain('signature')
  expect(await call({})).toBe(false)
  expect(await lately()).toBe(1)
  expect(await warned()).toContain('signature')
  Object.assign(globalThis, { loupeRefusedCallbacks: undefined })
  expect(await call(signed('another key'))).toBe(false)
  expect(await lately()).toBe(2)
  const [attempt] = await db.select().from(attempts)
  expect(attempt?.callbacks, 'the right one alone').toBe(1)
})

test('what strangers send to made up addresses is refused and writes nothing', async () => {
  for (const mac of ['', 'x'.repeat(22), callbackMac(jobId, 2, 'nonce')]) {
    expect(await call({}, mac)).toBe(false)
    expect(await call(signed(KEY), mac)).toBe(false)
  }
  expect(await lately()).toBe(0)
})

test('a flood is one write, and one more at the end of the time, with all of them', async () => {
  let writes = 0
  const counting = Object.create(db, {
    execute: {
      value: (statement: SQL) => {
        writes += 1
        return db.execute(statement)
      },
    },
  }) as Db
  await Promise.all(Array.from({ length: 500 }, () => countRefused(counting, 3_000)))
  expect([await lately(), writes]).toEqual([1, 1])
  await expect.poll(lately).toBe(500)
  expect(writes).toBe(2)
  expect(await db.select().from(refusedCallbacks)).toHaveLength(1)
})

test('what is older than a day is not told, and goes with the next write', async () => {
  await db.execute(sql`insert into refused_callbacks values
    (date_trunc('hour', now()) - interval '25 hours', 7, now() - interval '25 hours'),
    (date_trunc('hour', now()) - interval '3 hours', 2, now() - interval '3 hours')`)
  expect(await lately()).toBe(2)
  await countRefused(db)
  expect(await lately()).toBe(3)
  expect(await db.select().from(refusedCallbacks)).toHaveLength(2)
})
