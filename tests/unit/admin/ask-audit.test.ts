import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, bookAudits } from '@/db/schema'
import { openAudit } from '@/lib/admin/ask-audit'
import type { UserId } from '@/lib/id'
import { testDatabase } from '@/tests/support/database'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
const asks = (...names: string[]) => Promise.all(names.map((id) => openAudit(db, { id: id as UserId })))
const acts = () => db.select().from(audit).orderBy(audit.id)

test('A run of the auditor that admins ask for at once is one, by one of them', async () => {
  await asks('ann', 'ben', 'ann')
  const runs = await db.select().from(bookAudits)
  expect(runs).toHaveLength(1)
  expect(await acts()).toMatchObject([
    { actor: runs[0]?.askedBy, action: 'books.check_asked', subject: runs[0]?.id },
  ])
  await db.update(bookAudits).set({ finishedAt: sql`now()` })
  await asks('ann')
  expect(await acts()).toHaveLength(2)
})

test('A run that began by itself is nobody’s act', async () => {
  await db.update(bookAudits).set({ finishedAt: sql`now()` })
  await db.insert(bookAudits).values({ id: 'daily' })
  await asks('ann')
  expect(await acts()).toHaveLength(2)
  expect(await db.select().from(bookAudits)).toHaveLength(3)
})
