import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files, jobs } from '@/db/schema'
import { trashOld } from '@/lib/gallery/retention'
import { restore } from '@/lib/gallery/trash'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { job, result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const isTrashed = async (id: string) =>
  (await db.select({ at: files.trashedAt }).from(files).where(eq(files.id, id)))[0]?.at !== null

describe('results that are kept for a time', () => {
  it('are thrown away after it; one that is brought back is kept as long again', async () => {
    const userId = await person(db)
    const old = await result(db, userId, { createdAt: daysAgo(31) })
    const young = await result(db, userId, { createdAt: daysAgo(29) })
    expect(await trashOld(db, 30)).toBe(1)
    expect([await isTrashed(old), await isTrashed(young)]).toEqual([true, false])
    await restore(db, userId, [old])
    expect(await trashOld(db, 30)).toBe(0)
    expect(await isTrashed(old)).toBe(false)
    await db
      .update(files)
      .set({ keptAt: sql`now() - interval '31 days'` as unknown as Date })
      .where(eq(files.id, old))
    expect(await trashOld(db, 30)).toBe(1)
  })

  it('tell the jobs that made them', async () => {
    const userId = await person(db)
    const made = await job(db, userId)
    await result(db, userId, { jobId: made, createdAt: daysAgo(40) })
    const [before] = await db.select().from(jobs).where(eq(jobs.id, made))
    await trashOld(db, 30)
    const [after] = await db.select().from(jobs).where(eq(jobs.id, made))
    expect(after?.version).toBe((before?.version ?? 0) + 1)
  })

  it('go in batches, each once, also by two processes at once', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    await db.execute(sql`
      insert into files (id, user_id, job_id, model, position, kind, name, mime, bytes, sha256, created_at)
      select lpad(n::text, 26, '0'), ${userId}, ${jobId}, 'm', n, 'image', 'cup.png', 'image/png', 1, 'x',
        now() - interval '31 days'
      from generate_series(1, 250) n`)
    const gone = await Promise.all([trashOld(db, 30), trashOld(db, 30)])
    const late = await trashOld(db, 30)
    expect((gone[0] ?? 0) + (gone[1] ?? 0) + late).toBe(250)
  })
})
