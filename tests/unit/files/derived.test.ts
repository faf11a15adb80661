import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { env } from '@/lib/env'
import { storeDerived } from '@/lib/files/derived'
import { storeBase64 } from '@/lib/files/given'
import { fileView, ownFile } from '@/lib/files/queries'
import { blobKey, store } from '@/lib/files/store'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { streamOf } from './forms'
import { type Sample, sample } from './media'
import { person } from './people'
import { claiming, quarters } from './pictures'

let db: Db
let userId: UserId
let poster: Buffer

beforeAll(async () => {
  db = (await testDatabase()).db
  userId = await person(db)
  poster = await sharp(await quarters(320, 180))
    .withMetadata({ exif: { IFD0: { Copyright: 'Canary' } } })
    .webp()
    .toBuffer()
})

async function fresh(name: Sample): Promise<string> {
  const row = await storeBase64(db, userId, sample(name).toString('base64'), name)
  if (row instanceof Refusal) throw new Error(row.code)
  return row.id
}

const put = (id: string, bytes: Buffer, by: string = userId) => storeDerived(db, by, id, streamOf(bytes))
const peaksOf = (count: number, level = 0.5) => ({ peaks: Array.from({ length: count }, () => level) })
const asBytes = (value: unknown) => Buffer.from(JSON.stringify(value))
const code = (answer: Refusal | undefined) => answer?.code

async function view(id: string) {
  const row = await ownFile(db, userId, id)
  if (!row) throw new Error('no row')
  return fileView(row)
}

describe("a film's poster", () => {
  it('becomes its preview, thumb and placeholder, drawn anew', async () => {
    const id = await fresh('film.mp4')
    expect(await put(id, poster)).toBeUndefined()
    const seen = await view(id)
    expect(seen).toMatchObject({ previewUrl: `/api/files/${id}/preview`, thumbUrl: `/api/files/${id}/thumb` })
    expect(seen.placeholder).toMatch(/^data:image\/webp;base64,/)
    for (const variant of ['preview', 'thumb'] as const) {
      const found = await store().get(blobKey(id, variant))
      const bytes = await sharp(
        Buffer.from(await new Response(found?.stream as never).arrayBuffer()),
      ).toBuffer({
        resolveWithObject: true,
      })
      expect(bytes.info).toMatchObject({ format: 'webp', width: 320, height: 180 })
      expect(bytes.data.includes('Canary')).toBe(false)
    }
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
  })

  it('is the first that comes; later ones change nothing and are no error', async () => {
    const id = await fresh('film.webm')
    const others = await Promise.all(
      ['#e03030', '#30c040', '#3050e0', '#f0e040'].map((background) =>
        sharp({ create: { width: 32, height: 18, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    expect(await Promise.all(others.map((bytes) => put(id, bytes)))).toEqual(others.map(() => undefined))
    const first = await view(id)
    const size = await store().size(blobKey(id, 'preview'))
    expect(await put(id, poster)).toBeUndefined()
    expect(await put(id, Buffer.from('anything'))).toBeUndefined()
    expect(await view(id)).toEqual(first)
    expect(await store().size(blobKey(id, 'preview'))).toBe(size)
    const thumb = await store().get(blobKey(id, 'thumb'))
    const preview = await store().get(blobKey(id, 'preview'))
    const colours = await Promise.all(
      [thumb, preview].map(async (found) => {
        const bytes = Buffer.from(await new Response(found?.stream as never).arrayBuffer())
        return (await sharp(bytes).stats()).dominant
      }),
    )
    expect(colours[0]).toEqual(colours[1])
  })

  it.each([
    ['nothing', async () => Buffer.alloc(0), 'unsupported_type'],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported_type'],
    ['a film', async () => sample('film.mp4'), 'unsupported_type'],
    ['half a picture', async () => poster.subarray(0, poster.length >> 1), 'file_refused'],
    ['a bomb of pixels', async () => claiming(16_000, 16_000), 'file_refused'],
    ['a long line', async () => claiming(5_000, 2), 'file_refused'],
    ['too many bytes', async () => Buffer.concat([poster, Buffer.alloc(524_289)]), 'too_large'],
    ['peaks', async () => asBytes(peaksOf(128)), 'unsupported_type'],
  ])('is not %s', async (_what, make, refused) => {
    const id = await fresh('film.mp4')
    expect(code(await put(id, await make()))).toBe(refused)
    expect((await view(id)).previewUrl).toBeNull()
    expect(await store().size(blobKey(id, 'preview'))).toBeNull()
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
  })
})

describe("a sound's waveform", () => {
  it('is kept as numbers to three places', async () => {
    const id = await fresh('sound.mp3')
    const peaks = Array.from({ length: 512 }, (_, n) => n / 511)
    expect(await put(id, asBytes({ peaks: peaks.map((peak) => Number(peak.toFixed(4))) }))).toBeUndefined()
    expect(await view(id)).toMatchObject({ peaksUrl: `/api/files/${id}/peaks`, previewUrl: null })
    const found = await store().get(blobKey(id, 'peaks'))
    expect(found && (await json(found.stream))).toEqual({
      peaks: peaks.map((peak) => Math.round(Number(peak.toFixed(4)) * 1_000) / 1_000),
    })
  })

  it('is the first that comes', async () => {
    const id = await fresh('sound.wav')
    await Promise.all([0.1, 0.2, 0.3].map((level) => put(id, asBytes(peaksOf(128, level)))))
    const read = async () => json((await store().get(blobKey(id, 'peaks')))?.stream as never)
    const first = await read()
    expect(await put(id, asBytes(peaksOf(128, 0.9)))).toBeUndefined()
    expect(await read()).toEqual(first)
  })

  it.each([
    ['too few', peaksOf(127)],
    ['too many', peaksOf(513, 0)],
    ['beyond 1', peaksOf(128, 1.01)],
    ['below 0', peaksOf(128, -0.01)],
    ['no numbers', { peaks: Array.from({ length: 128 }, () => '0') }],
    ['null', { peaks: Array.from({ length: 128 }, () => null) }],
    ['more than peaks', { ...peaksOf(128), more: 1 }],
    ['bare', peaksOf(128).peaks],
  ])('is none with numbers that are %s', async (_what, value) => {
    const id = await fresh('sound.ogg')
    expect(code(await put(id, asBytes(value)))).toBe('invalid_input')
    expect((await view(id)).peaksUrl).toBeNull()
  })

  it('is no long text, and nothing that is no JSON', async () => {
    const id = await fresh('sound.ogg')
    expect(code(await put(id, Buffer.alloc(4_097, 32)))).toBe('too_large')
    expect(code(await put(id, Buffer.from('{"peaks":')))).toBe('invalid_input')
    expect(code(await put(id, poster))).toMatch(/too_large|invalid_input/)
    expect(code(await storeDerived(db, userId, id, null))).toBe('invalid_input')
  })
})

describe('nothing is kept', () => {
  it("for another's file, a deleted one, a picture, or none", async () => {
    const id = await fresh('film.mp4')
    expect(code(await put(id, poster, await person(db)))).toBe('not_found')
    for (const wrong of [newId(), '', '../x']) expect(code(await put(wrong, poster))).toBe('not_found')
    const picture = await storeBase64(db, userId, (await quarters()).toString('base64'), 'a.png')
    if (picture instanceof Refusal) throw new Error(picture.code)
    expect(code(await put(picture.id, poster))).toBe('not_found')
    await db.update(files).set({ deletedAt: new Date() }).where(eq(files.id, id))
    expect(code(await put(id, poster))).toBe('not_found')
    expect(await store().size(blobKey(id, 'preview'))).toBeNull()
  })
})
