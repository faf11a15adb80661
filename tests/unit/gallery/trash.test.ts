import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files, jobInputs, jobs } from '@/db/schema'
import { ownFile } from '@/lib/files/queries'
import { s3Store } from '@/lib/files/s3'
import { serveFile } from '@/lib/files/serve'
import { blobKey, store } from '@/lib/files/store'
import { deleteNow, emptyOwnTrash, emptyTrash } from '@/lib/gallery/delete'
import { galleryPage } from '@/lib/gallery/page'
import { emptyTrashSchema } from '@/lib/gallery/schema'
import { moveToTrash, restore } from '@/lib/gallery/trash'
import { galleryPaths } from '@/lib/http/openapi/gallery'
import { withFiles } from '@/lib/jobs/queries'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { startBucket } from '@/tests/support/s3'
import { person } from '../files/people'
import { end, job, result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const bytes = Buffer.from('not really a picture')
const hasBytes = async (id: string) => (await store().size(blobKey(id, 'original'))) !== null
const row = async (id: string) => (await db.select().from(files).where(eq(files.id, id)))[0]
const ask = (userId: string, id: string, query = '') =>
  serveFile(db, userId, id, 'original', new Request(`http://loupe.test/api/files/${id}${query}`))
const trashOf = async (userId: string) => {
  const page = await galleryPage(db, userId, { trash: true, limit: 50 })
  return page instanceof Refusal ? [] : page.results.map(({ file }) => file.id)
}
const age = (id: string, days: number) =>
  db
    .update(files)
    .set({ trashedAt: sql`now() - ${days} * interval '1 day'` as unknown as Date })
    .where(eq(files.id, id))

describe('the trash', () => {
  it('hides what lies in it everywhere but there, and gives it back', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const id = await result(db, ann, {}, bytes)
    expect(await moveToTrash(db, ben, [id])).toBeInstanceOf(Refusal)
    expect(await moveToTrash(db, ann, [id])).toEqual({ changed: [id] })
    expect(await ownFile(db, ann, id)).toBeNull()
    expect(await ask(ann, id)).toBeInstanceOf(Refusal)
    expect(await ask(ann, id, '?trash')).toBeInstanceOf(Response)
    expect(await ask(ben, id, '?trash')).toBeInstanceOf(Refusal)
    expect(await trashOf(ann)).toEqual([id])
    expect(await trashOf(ben)).toEqual([])
    expect(await restore(db, ben, [id])).toBeInstanceOf(Refusal)
    expect(await restore(db, ann, [id])).toEqual({ changed: [id] })
    expect(await ask(ann, id)).toBeInstanceOf(Response)
  })

  it('tells the job that made it, and its lists', async () => {
    const ann = await person(db)
    const made = await job(db, ann)
    const id = await result(db, ann, { jobId: made })
    const other = await job(db, ann)
    const rowOf = async (one: string) => (await db.select().from(jobs).where(eq(jobs.id, one)))[0]
    const [before, others] = [await rowOf(made), await rowOf(other)]
    await moveToTrash(db, ann, [id])
    const after = await rowOf(made)
    expect(after?.version).toBe((before?.version ?? 0) + 1)
    expect(await rowOf(other)).toEqual(others)
    if (!after) throw new Error('gone')
    const [view] = await withFiles(db, [{ ...after, status: 'done' }], 'en')
    expect(view).toMatchObject({ outputs: [], gone: { trashed: 1, deleted: 0 } })
  })

  it('deletes the bytes and keeps the row, once it is asked to', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const id = await result(db, ann, {}, bytes)
    expect(await deleteNow(db, ann, [id])).toEqual({ deleted: [], kept: [] })
    await moveToTrash(db, ann, [id])
    expect(await deleteNow(db, ben, [id])).toEqual({ deleted: [], kept: [] })
    expect(await hasBytes(id)).toBe(true)
    expect(await deleteNow(db, ann, [id])).toEqual({ deleted: [id], kept: [] })
    expect(await hasBytes(id)).toBe(false)
    expect((await row(id))?.deletedAt).toBeInstanceOf(Date)
    expect(await ask(ann, id, '?trash')).toBeInstanceOf(Refusal)
    expect(await restore(db, ann, [id])).toBeInstanceOf(Refusal)
    expect(await trashOf(ann)).toEqual([])
  })

  it('deletes the bytes in a bucket, too', async () => {
    const bucket = await startBucket()
    try {
      Object.assign(process.env, bucket.env)
      const s3 = s3Store(bucket.env.STORAGE_URL ?? '')
      const ann = await person(db)
      const id = await result(db, ann)
      for (const variant of ['original', 'preview', 'thumb'] as const) {
        await s3.put(blobKey(id, variant), bytes, { mime: 'image/png' })
      }
      await moveToTrash(db, ann, [id])
      expect(await deleteNow(db, ann, [id], s3)).toEqual({ deleted: [id], kept: [] })
      const left: string[] = []
      for await (const one of s3.list()) left.push(one.id)
      expect(left).toEqual([])
    } finally {
      await bucket.close()
    }
  })

  it('keeps what an unfinished job was given until that has ended', async () => {
    const ann = await person(db)
    const id = await result(db, ann, {}, bytes)
    const user = await job(db, ann)
    await db.insert(jobInputs).values({ jobId: user, position: 0, fileId: id })
    await moveToTrash(db, ann, [id])
    expect(await deleteNow(db, ann, [id])).toEqual({ deleted: [], kept: [id] })
    expect(await emptyOwnTrash(db, ann, new Date())).toBe(0)
    expect(await hasBytes(id)).toBe(true)
    await end(db, user)
    expect(await emptyOwnTrash(db, ann, new Date())).toBe(1)
    expect(await hasBytes(id)).toBe(false)
  })

  it('is emptied of what lay in it then, not of what came later or is another’s', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const [seen, later] = [await result(db, ann, {}, bytes), await result(db, ann, {}, bytes)]
    const his = await result(db, ben, {}, bytes)
    await moveToTrash(db, ben, [his])
    await moveToTrash(db, ann, [seen])
    const at = (await row(seen))?.trashedAt ?? new Date(0)
    await db
      .update(files)
      .set({ trashedAt: new Date(at.getTime() + 1) })
      .where(eq(files.id, later))
    expect(await emptyOwnTrash(db, ann, at)).toBe(1)
    expect(await Promise.all([seen, later, his].map(hasBytes))).toEqual([false, true, true])
    expect(await trashOf(ann)).toEqual([later])
  })

  it('is emptied up to a moment that was: neither all there will be, nor no moment', () => {
    const reads = (before?: string) => emptyTrashSchema.safeParse({ before }).success
    expect(reads(new Date().toISOString())).toBe(true)
    expect(reads('2026-01-21T12:00:00+05:45')).toBe(true)
    for (const wrong of [undefined, 'now', '2026-11-21', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z']) {
      expect(reads(wrong)).toBe(false)
    }
    const operation: { requestBody?: unknown } = galleryPaths['/api/gallery/trash'].delete
    expect(JSON.stringify(operation.requestBody)).toContain('"before"')
  })

  it('empties itself after 30 days, in two processes at once', async () => {
    const ann = await person(db)
    const old = await Promise.all([1, 2, 3, 4].map(() => result(db, ann, {}, bytes)))
    const young = await result(db, ann, {}, bytes)
    await moveToTrash(db, ann, [...old, young])
    for (const id of old) await age(id, 31)
    await age(young, 29)
    const gone = await Promise.all([emptyTrash(db), emptyTrash(db)])
    expect((gone[0] ?? 0) + (gone[1] ?? 0)).toBe(4)
    expect(await Promise.all(old.map(hasBytes))).toEqual([false, false, false, false])
    expect(await hasBytes(young)).toBe(true)
    expect(await emptyTrash(db)).toBe(0)
  })
})
