import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { daysLeft } from '@/lib/books/days-left'
import { foldDays } from '@/lib/books/fold'
import { testDatabase } from '../../support/database'
import { lives } from './life'

const DAY_MS = 86_400_000
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
/** So many days after the morning of today. */
const after = (days: number) => daysLeft(db, 700_000, today + days * DAY_MS)

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

it('a balance lasts for ever while nothing is spent', async () => {
  expect(await after(0.5)).toBeNull()
})

it('the pace is that of the last week, or of as much of it as Loupe has run', async () => {
  await lives(db).end({ kind: 'done', consumed: 70_000, hold: 9_000, promised: 1 })
  expect(await after(0.1), 'the first morning').toBe(10)
  expect(await after(3), 'three days old').toBe(30)
  expect(await after(6.5), 'a week old').toBe(65)
  expect(await after(7.5), 'out of sight').toBeNull()
  await db.execute(sql`insert into job_days (day, model, outcome, bucket, jobs, paid, consumed, unsaid)
    values ('2020-01-01', 'x', 'done', 1, 1, 1, 1, 0)`)
  expect(await after(0.5), 'an old installation').toBe(65)
})

it('where KIE said nothing of its charge, its list price is the pace, and a loss is no cost twice', async () => {
  const { end, revive, finish } = lives(db)
  await end({ kind: 'done', consumed: null, hold: 90_000, listPrice: 65_000, promised: 1 })
  await end({ kind: 'done', consumed: null, hold: 4_000, promised: 1 })
  const late = await end({ kind: 'lost', consumed: null })
  await revive(late, null)
  await finish(late.userId, late.id, 1)
  // 140 credits since the first of the seven days, which the row of 2020 makes six days ago.
  expect(await daysLeft(db, 700_100_000, today)).toBe(30_004)
  await foldDays(db)
  expect(await daysLeft(db, 700_100_000, today), 'folded').toBe(30_004)
})

it('what is spent already lasts for no day', async () => {
  expect(await daysLeft(db, 0, today + DAY_MS / 2)).toBe(0)
  expect(await daysLeft(db, -5, today + DAY_MS / 2)).toBe(0)
})
