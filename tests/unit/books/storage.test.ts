import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { files } from '@/db/schema'
import { measureStorage, stored } from '@/lib/books/storage'
import { testDatabase } from '../../support/database'
import { heldJob, person, storedResult } from '../jobs/rows'

it('the store is added up by a chore, as of when it was, without what is gone', async () => {
  const { db } = await testDatabase()
  expect(await stored(db)).toBeNull()
  const ann = await person(db, 1_000)
  const job = (await heldJob(db, ann, 1_000)) as string
  for (const position of [0, 1, 2]) await storedResult(db, ann, job, position)
  await db.update(files).set({ bytes: 400, cleanBytes: 100 }).where(eq(files.position, 0))
  await db.update(files).set({ deletedAt: new Date() }).where(eq(files.position, 2))
  await Promise.all([measureStorage(db), measureStorage(db)])
  expect(await stored(db)).toMatchObject({ files: 2, bytes: 501 })
})
