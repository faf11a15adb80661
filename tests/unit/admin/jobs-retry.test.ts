import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { ledger, users } from '@/db/schema'
import { cancelJob, retryJob } from '@/lib/admin/jobs-acts'
import { movements } from '@/lib/credits/movements'
import type { UserId } from '@/lib/id'
import { cancelQueued } from '@/lib/jobs/settle'
import { submit } from '@/lib/jobs/submit'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { heldJob, jobRow, person } from '../jobs/rows'

let db: Db
let admin: { id: UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})

const codeOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.code : 'done')
const rowsOf = (id: string) => db.select().from(ledger).where(eq(ledger.jobId, id)).orderBy(ledger.id)

test('The hold of a job that an admin runs again is the admin’s act, of which its person sees nothing', async () => {
  const userId = (await person(db, 10_000)) as UserId
  const body = { model: 'z-image', input: { prompt: 'A vase', aspect_ratio: '1:1' } }
  const first = await submit(db, userId, body, null)
  if (first instanceof Refusal) throw new Error(first.code)
  await cancelQueued(db, userId, first.row.id)
  const again = await retryJob(db, admin, first.row.id, 'It was ours', 'five')
  if (again instanceof Refusal) throw new Error(again.code)
  expect(await jobRow(db, again.id)).toMatchObject({ userId, status: 'queued', retryOf: first.row.id })
  const actors = async (id: string) => (await rowsOf(id)).map(({ kind, actor }) => [kind, actor])
  expect(await actors(again.id)).toEqual([['hold', admin.id]])
  expect(await actors(first.row.id)).toEqual([
    ['hold', userId],
    ['release', userId],
  ])
  const seen = await movements(db, userId, { zone: 'UTC', kind: 'all', limit: 10 }, 'en')
  expect(seen.movements.map(({ kind }) => kind)).toEqual(['hold', 'release', 'hold', 'grant'])
  expect(JSON.stringify(seen)).not.toContain(admin.id)
})

test('A job of somebody whose account is about to be deleted is not run again', async () => {
  const userId = await person(db, 1_000)
  const id = (await heldJob(db, userId, 1_000)) as string
  await cancelJob(db, admin, id, 'x')
  await db.update(users).set({ closingAt: new Date() }).where(eq(users.id, userId))
  expect(codeOf(await retryJob(db, admin, id, 'It was ours', 'three'))).toBe('account_closing')
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, userId))
  expect(codeOf(await retryJob(db, admin, id, 'It was ours', 'four'))).toBe('not_retryable')
})
