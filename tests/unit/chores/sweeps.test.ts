import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { adminRequests } from '@/db/schema'
import { sweepIdempotencyKeys } from '@/lib/chores/sweeps'
import { testDatabase } from '@/tests/support/database'

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
