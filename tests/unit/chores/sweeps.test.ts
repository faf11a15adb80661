import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { adminRequests, jobs } from '@/db/schema'
import { sweepIdempotencyKeys } from '@/lib/chores/sweeps'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '@/tests/support/database'
import { heldJob, person } from '@/tests/unit/jobs/rows'

test('What admins asked for is forgotten after 30 days, but not which files were granted', async () => {
  const { db } = await testDatabase()
  const ago = (days: number) => sql`now() - ${days} * interval '1 day'`
  const asked = (key: string, days: number, answer: unknown) => ({
    ...{ actor: 'ann', key, requestHash: 'x', at: ago(days), answer },
  })
  await db
    .insert(adminRequests)
    .values([
      asked('old', 31, { available: 1 }),
      asked('old and unanswered', 31, null),
      asked('young', 29, { available: 1 }),
      asked('old file', 400, { people: 2, credits: 3, file: 'digest' }),
    ])
  await sweepIdempotencyKeys(db)
  const left = await db.select({ key: adminRequests.key }).from(adminRequests)
  expect(left.map(({ key }) => key).sort()).toEqual(['old file', 'young'])
})

test('A job’s key is forgotten after 30 days; no other job is written', async () => {
  const { db } = await testDatabase()
  const ann = await person(db, 9_000)
  const made = async (days: number, idempotencyKey: string | null) => {
    const id = (await heldJob(db, ann, 1, new Date(Date.now() - days * 86_400_000))) as string
    if (idempotencyKey) await db.update(jobs).set({ idempotencyKey }).where(eq(jobs.id, id))
    return id
  }
  const [old, young, without] = [await made(31, 'old'), await made(29, 'young'), await made(31, null)]
  const rows = async () =>
    Object.fromEntries(
      (
        await rowsOf<{ id: string; key: string | null; written: string }>(
          db,
          sql`select id, idempotency_key as key, xmin::text as written from jobs`,
        )
      ).map(({ id, ...row }) => [id, row]),
    )
  const before = await rows()
  await sweepIdempotencyKeys(db)
  const after = await rows()
  expect(after[old]?.key).toBeNull()
  expect([after[young], after[without]]).toEqual([before[young], before[without]])
})
