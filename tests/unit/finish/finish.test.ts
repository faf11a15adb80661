import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { decoding } from '@/lib/files/decode'
import { storeOutput } from '@/lib/files/output'
import type { FileRow } from '@/lib/files/queries'
import { blobKey, store } from '@/lib/files/store'
import { sweepUnusedUploads } from '@/lib/files/sweep'
import { finishFile } from '@/lib/finish/finish'
import { addFinishPreset, finishPresetsOf, removeFinishPreset } from '@/lib/finish/presets'
import { finishesOf } from '@/lib/finish/queries'
import type { Recipe } from '@/lib/finish/schema'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { job, person } from '../files/people'
import { claiming, quarters } from '../files/pictures'
import { asItIs } from './recipe'

let db: Db
let user: UserId

beforeAll(async () => {
  db = (await testDatabase()).db
  user = await person(db)
})

async function result(name = 'cup-no-background'): Promise<FileRow> {
  const source = await quarters()
  const row = await storeOutput(db, { job: await job(db, user), position: 0, name, kind: 'image', source })
  if (row === 'corrupt') throw new Error('corrupt')
  return row
}

/** A row without bytes: enough for what is refused before. */
async function upload(change: Partial<typeof files.$inferInsert> = {}): Promise<string> {
  const id = newId()
  const sides = { width: 10, height: 10 }
  await db.insert(files).values({
    id,
    userId: user,
    kind: 'image',
    name: 'a.png',
    mime: 'image/png',
    bytes: 1,
    sha256: '',
    ...sides,
  })
  await db
    .update(files)
    .set({ userId: user, ...change })
    .where(eq(files.id, id))
  return id
}

async function made(source: FileRow, recipe: Recipe) {
  const answer = await finishFile(db, user, source.id, recipe)
  if (answer instanceof Refusal) throw new Error(JSON.stringify(answer))
  return answer
}

const square: Recipe = {
  ...asItIs,
  size: { width: 64, height: 64 },
  format: 'jpeg',
  background: { kind: 'colour', colour: '#ffffff' },
}

describe('finishing', () => {
  it('makes a version beside the result, with its previews and without a job', async () => {
    const source = await result()
    const { row, isNew } = await made(source, square)
    expect(isNew).toBe(true)
    expect(row).toMatchObject({
      userId: user,
      finishOf: source.id,
      recipe: square,
      jobId: null,
      name: 'cup-no-background-64x64.jpg',
      mime: 'image/jpeg',
      width: 64,
      height: 64,
      hasPreview: true,
    })
    const found = await store().get(blobKey(row.id, 'original'))
    const bytes = found && (await buffer(found.stream))
    expect(bytes?.length).toBe(row.bytes)
    expect(await sharp(bytes ?? undefined).metadata()).toMatchObject({ format: 'jpeg', width: 64 })
    expect(await store().size(blobKey(row.id, 'thumb'))).toBeGreaterThan(0)
    expect(await finishesOf(db, user, [source.id])).toMatchObject([
      { of: source.id, recipe: square, file: { id: row.id } },
    ])
    expect(await finishesOf(db, await person(db), [source.id])).toEqual([])
  })

  it('makes one version of one recipe, asked again and at the same time', async () => {
    const source = await result()
    const all = await Promise.all([made(source, square), made(source, square), made(source, square)])
    const again = await made(source, { ...square, background: { colour: '#ffffff', kind: 'colour' } })
    expect(new Set([...all, again].map(({ row }) => row.id)).size).toBe(1)
    expect([...all, again].filter(({ isNew }) => isNew)).toHaveLength(1)
    const other = await made(source, { ...square, quality: 91 })
    expect(other.isNew).toBe(true)
    expect(await finishesOf(db, user, [source.id])).toHaveLength(2)
    let blobs = 0
    for await (const { id } of store().list()) {
      const [row] = await db.select().from(files).where(eq(files.id, id))
      expect(row).toBeDefined()
      blobs += 1
    }
    expect(blobs).toBeGreaterThan(2)
  })

  it('takes a version that is asked for again out of the trash', async () => {
    const source = await result()
    const { row } = await made(source, square)
    await db.update(files).set({ trashedAt: new Date() }).where(eq(files.id, row.id))
    expect(await finishesOf(db, user, [source.id])).toEqual([])
    const back = await made(source, square)
    expect([back.row.id, back.row.trashedAt, back.isNew]).toEqual([row.id, null, false])
    expect(back.row.keptAt, 'or the next night would throw it away again').not.toBeNull()
  })

  it('refuses what is not a result of this person', async () => {
    const source = await result()
    const other = await person(db)
    const { row: finish } = await made(source, square)
    const trashed = await result()
    await db.update(files).set({ trashedAt: new Date() }).where(eq(files.id, trashed.id))
    for (const [userId, id] of [
      [other, source.id],
      [user, await upload()],
      [user, finish.id],
      [user, trashed.id],
      [user, newId()],
      [user, '../../x'],
    ] as const) {
      expect(await finishFile(db, userId, id, square)).toMatchObject({ code: 'not_found' })
    }
  })

  it('refuses too many pixels, and a background that is not this person’s', async () => {
    const source = await result()
    const huge = { ...square, size: { width: 16_000, height: 4_000 } }
    expect(await finishFile(db, user, source.id, huge)).toMatchObject({
      code: 'invalid_input',
      options: { fields: { 'recipe.size': { key: 'finish_pixels', values: { limit: 50 } } } },
    })
    const strange = await upload({ userId: await person(db) })
    const behind = { ...square, background: { kind: 'picture' as const, fileId: strange } }
    expect(await finishFile(db, user, source.id, behind)).toMatchObject({ code: 'invalid_input' })
    await db.update(files).set({ width: 9_000, height: 9_000 }).where(eq(files.id, source.id))
    expect(await finishFile(db, user, source.id, { ...square, quality: 77 })).toMatchObject({
      code: 'file_refused',
    })
    expect((await claiming(9_000, 9_000)).length).toBeLessThan(1_000)
  })

  it('says no at once when one person asks for too much, and leaves nothing behind', async () => {
    const source = await result()
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    // Both places at the pixels are taken, so that whoever was let in waits.
    const others = [decoding(() => held), decoding(() => held)]
    const refused: Refusal[] = []
    const asked = [50, 51, 52, 53, 54, 55].map(async (quality) => {
      const answer = await finishFile(db, user, source.id, { ...square, quality })
      if (answer instanceof Refusal) refused.push(answer)
    })
    await expect.poll(() => refused.length, { timeout: 10_000 }).toBe(2)
    letGo()
    await Promise.all([...asked, ...others])
    expect(refused).toMatchObject(
      Array.from({ length: 2 }, () => ({ code: 'rate_limited', options: { retryAfter: 3 } })),
    )
    expect(await finishesOf(db, user, [source.id])).toHaveLength(4)
    const { isNew } = await made(source, { ...square, quality: 60 })
    expect(isNew).toBe(true)
  })

  it('is given up by who asked', async () => {
    const source = await result()
    const answer = await finishFile(db, user, source.id, square, AbortSignal.abort())
    expect(answer).toBeInstanceOf(Refusal)
    expect(await finishesOf(db, user, [source.id])).toEqual([])
  })
})

describe('a kept recipe', () => {
  it('is there until it is removed, once for each name', async () => {
    const kept = await addFinishPreset(db, user, { name: 'Shop', recipe: square })
    if (kept instanceof Refusal) throw new Error(kept.code)
    expect(await finishPresetsOf(db, user)).toEqual([kept])
    expect(await addFinishPreset(db, user, { name: 'shop', recipe: asItIs })).toMatchObject({
      options: { fields: { name: { key: 'finish_preset_taken' } } },
    })
    expect(await removeFinishPreset(db, await person(db), kept.id)).toMatchObject({ code: 'not_found' })
    expect(await removeFinishPreset(db, user, kept.id)).toBeUndefined()
    expect(await finishPresetsOf(db, user)).toEqual([])
  })

  it('keeps its background from being swept as an unused upload', async () => {
    const long = new Date(Date.now() - 86_400_000)
    const [fileId, unused] = [await upload({ createdAt: long }), await upload({ createdAt: long })]
    const recipe = { ...square, background: { kind: 'picture' as const, fileId } }
    expect(await addFinishPreset(db, user, { name: 'Table', recipe })).toMatchObject({ name: 'Table' })
    await sweepUnusedUploads(db, 3_600_000)
    const left = await db.select({ id: files.id }).from(files).where(eq(files.userId, user))
    expect(left.some(({ id }) => id === fileId)).toBe(true)
    expect(left.some(({ id }) => id === unused)).toBe(false)
  })
})
