import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { files, jobInputs } from '@/db/schema'
import type { Database } from '@/lib/database'
import { env } from '@/lib/env'
import { storeBase64 } from '@/lib/files/given'
import { storeOutput } from '@/lib/files/output'
import type { FileRow } from '@/lib/files/queries'
import { blobKey, store } from '@/lib/files/store'
import { sweepOrphanBlobs, sweepUnusedUploads } from '@/lib/files/sweep'
import { sweepTemp, tempPath } from '@/lib/files/temp'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { job, person } from './people'
import { quarters } from './pictures'

const DAY = 86_400_000
let database: Database
let userId: UserId
let png: Buffer

beforeAll(async () => {
  database = await testDatabase()
  userId = await person(database.db)
  png = await quarters(16, 16)
})

async function upload(ageDays: number): Promise<FileRow> {
  const row = await storeBase64(database.db, userId, png.toString('base64'), 'x')
  if (row instanceof Refusal) throw new Error(row.code)
  await age(row.id, ageDays)
  return row
}

const age = (id: string, days: number) =>
  database.db
    .update(files)
    .set({ createdAt: new Date(Date.now() - days * DAY) })
    .where(eq(files.id, id))

const hasRow = async ({ id }: { id: string }) => (await database.db.$count(files, eq(files.id, id))) === 1
const hasBytes = async ({ id }: { id: string }) => (await store().size(blobKey(id, 'original'))) !== null
const state = async (row: { id: string }) => [await hasRow(row), await hasBytes(row)]

describe('the sweep of unused uploads', () => {
  it('takes old ones that no job uses, with their bytes, and nothing else', async () => {
    const { db } = database
    const [old, young, used] = await Promise.all([upload(8), upload(6), upload(30)])
    const target = await job(db, userId)
    await db.insert(jobInputs).values({ jobId: target.id, position: 0, fileId: used.id })
    const output = await storeOutput(db, { job: target, position: 0, name: 'x', kind: 'image', source: png })
    if (output === 'corrupt') throw new Error('corrupt')
    await age(output.id, 30)
    expect(await sweepUnusedUploads(db, 7 * DAY)).toBe(1)
    expect(await Promise.all([old, young, used, output].map(state))).toEqual([
      [false, false],
      [true, true],
      [true, true],
      [true, true],
    ])
    expect(await store().size(blobKey(old.id, 'thumb'))).toBeNull()
    expect(await sweepUnusedUploads(db, 7 * DAY)).toBe(0)
  })

  it('goes on past one batch', async () => {
    const { db } = database
    const row = await upload(8)
    const copies = Array.from({ length: 250 }, () => ({
      ...row,
      id: newId(),
      createdAt: new Date(Date.now() - 9 * DAY),
    }))
    await db.insert(files).values(copies)
    expect(await sweepUnusedUploads(db, 7 * DAY)).toBe(251)
  })

  it('leaves an upload that a job is just being made of', async () => {
    const { db } = database
    const row = await upload(8)
    const target = await job(db, userId)
    const sweeps: Promise<number>[] = []
    await db.transaction(async (tx) => {
      await tx.insert(jobInputs).values({ jobId: target.id, position: 0, fileId: row.id })
      // PostgreSQL passes the locked row over at once; PGlite's one connection lets the sweep wait for the job.
      sweeps.push(sweepUnusedUploads(db, 7 * DAY))
      await new Promise((resolve) => setTimeout(resolve, 200))
    })
    expect(await Promise.all(sweeps)).toEqual([0])
    expect(await state(row)).toEqual([true, true])
    await db.delete(jobInputs).where(eq(jobInputs.jobId, target.id))
    expect(await sweepUnusedUploads(db, 7 * DAY)).toBe(1)
  })
})

describe('the sweep of orphans', () => {
  it('takes old bytes without a row, and leaves young ones and those with a row', async () => {
    const { db } = database
    const row = await upload(1)
    const orphan = { id: newId() }
    const young = { id: newId() }
    for (const { id } of [orphan, young])
      await store().put(blobKey(id, 'original'), Buffer.from('x'), { mime: 'image/png' })
    const past = new Date(Date.now() - 2 * DAY)
    for (const { id } of [row, orphan])
      await utimes(join(env().dataDir, 'files', id.slice(0, 2), id), past, past)
    expect(await sweepOrphanBlobs(db, DAY)).toBe(1)
    expect(await Promise.all([row, orphan, young].map(hasBytes))).toEqual([true, false, true])
  })
})

describe('the sweep of temporary files', () => {
  it('takes what a killed process left', async () => {
    const [left, current] = [await tempPath(), await tempPath()]
    for (const path of [left, current]) await writeFile(path, 'x')
    const past = new Date(Date.now() - 2 * 3_600_000)
    await utimes(left, past, past)
    expect(await sweepTemp()).toBe(1)
    expect(await sweepTemp()).toBe(0)
  })
})
