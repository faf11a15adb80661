import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { env } from '@/lib/env'
import { openForUpstream } from '@/lib/files/blobs'
import { storeUpload } from '@/lib/files/intake'
import { type FileRow, fileView, ownFile } from '@/lib/files/queries'
import { blobKey, store, type Variant } from '@/lib/files/store'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { form, formOf, type Part, streamOf } from './forms'
import { person } from './people'
import { photo, pngChunk, quarters, withChunks, withSegments } from './pictures'

let db: Db
let userId: UserId

beforeAll(async () => {
  db = (await testDatabase()).db
  userId = await person(db)
})

const send = (...parts: Part[]) => storeUpload(db, userId, formOf(...parts))
const upload = (bytes: Buffer, name = 'cup.png') => send({ name, bytes })

async function stored(bytes: Buffer, name?: string): Promise<FileRow> {
  const row = await upload(bytes, name)
  if (row instanceof Refusal) throw new Error(JSON.stringify(row))
  return row
}

async function blob(row: FileRow, variant: Variant): Promise<Buffer> {
  const found = await store().get(blobKey(row.id, variant))
  if (!found) throw new Error('no blob')
  return buffer(found.stream)
}

describe('an upload', () => {
  it('becomes a file with its original, a clean copy and previews', async () => {
    const bytes = await sharp(await quarters())
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const row = await stored(bytes, 'Чашка.jpg')
    expect(row).toMatchObject({
      userId,
      kind: 'image',
      name: 'Чашка.jpg',
      mime: 'image/jpeg',
      bytes: bytes.length,
      width: 80,
      height: 120,
      jobId: null,
      cleanMime: 'image/jpeg',
    })
    expect((await blob(row, 'original')).equals(bytes)).toBe(true)
    const clean = await blob(row, 'clean')
    expect(clean.length).toBe(row.cleanBytes)
    expect(await sharp(clean).metadata()).toMatchObject({ width: 80, height: 120 })
    expect(await sharp(await blob(row, 'preview')).metadata()).toMatchObject({ format: 'webp', width: 80 })
    expect(await sharp(await blob(row, 'thumb')).metadata()).toMatchObject({ format: 'webp', width: 80 })
    expect(row.sha256).toBe((await import('node:crypto')).createHash('sha256').update(bytes).digest('hex'))
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
    const upstream = await openForUpstream(row)
    expect(upstream && [upstream.mime, upstream.bytes]).toEqual(['image/jpeg', row.cleanBytes])
    upstream?.stream.destroy()
    expect(fileView(row)).toEqual({
      id: row.id,
      kind: 'image',
      name: 'Чашка.jpg',
      mime: 'image/jpeg',
      bytes: bytes.length,
      width: 80,
      height: 120,
      durationMs: null,
      url: `/api/files/${row.id}`,
      previewUrl: `/api/files/${row.id}/preview`,
      thumbUrl: `/api/files/${row.id}/thumb`,
      peaksUrl: null,
      placeholder: row.placeholder,
    })
  })

  it('that arrives byte by byte is the same', async () => {
    const bytes = await quarters(16, 16)
    const { body, contentType } = form({ name: 'a.png', bytes })
    const chunks = [...body].map((byte) => Buffer.from([byte]))
    const row = await storeUpload(db, userId, {
      contentType,
      declaredLength: null,
      stream: streamOf(...chunks),
    })
    expect(row).toMatchObject({ bytes: bytes.length })
  })

  it('has a name without path, and an id that is not told by it', async () => {
    const row = await stored(await quarters(16, 16), '../../x/%2e%2e/CON.exe')
    expect(row.name).toBe('CON.exe.png')
    expect(row.id).toMatch(/^[0-9a-z]{26}$/)
    expect(existsSync(join(env().dataDir, 'files', row.id.slice(0, 2), row.id, 'original'))).toBe(true)
  })

  it('of an extension and a type that lie is what its bytes are', async () => {
    const row = await send({
      name: 'photo.png',
      type: 'text/html',
      bytes: await sharp(await quarters())
        .webp()
        .toBuffer(),
    })
    expect(row).toMatchObject({ mime: 'image/webp', name: 'photo.webp' })
  })

  it('that is a picture and a page in one reaches nobody as a page', async () => {
    const page = '<html><script>alert(1)</script></html>'
    const jpeg = await sharp(await quarters())
      .jpeg()
      .toBuffer()
    for (const bytes of [
      Buffer.concat([withSegments(jpeg, [0xfe, Buffer.from(page)]), Buffer.from(page)]),
      Buffer.concat([
        withChunks(await quarters(), pngChunk('tEXt', Buffer.from(`x\0${page}`))),
        Buffer.from(page),
      ]),
    ]) {
      const row = await stored(bytes)
      for (const variant of ['clean', 'preview', 'thumb'] as const) {
        expect((await blob(row, variant)).includes('script')).toBe(false)
      }
    }
  })

  it("is another person's file for nobody", async () => {
    const row = await stored(await quarters(16, 16))
    const other = await person(db)
    expect((await ownFile(db, userId, row.id))?.id).toBe(row.id)
    expect(await ownFile(db, other, row.id)).toBeNull()
    const asked = ['\u0000', "' or 1=1", newId(), row.id, row.id]
    const found = await Promise.all([
      ownFile(db, other, row.id),
      ...asked.map((id) => ownFile(db, userId, id)),
    ])
    expect(found.map((file) => file?.id ?? null)).toEqual([null, null, null, null, row.id, row.id])
    await db.update(files).set({ deletedAt: new Date() }).where(eq(files.id, row.id))
    expect(await ownFile(db, userId, row.id)).toBeNull()
  })
})

describe('twenty uploads at once', () => {
  it('are all kept, and one bad among them harms none', async () => {
    const good = await photo(300, 200)
    const sent = Array.from({ length: 20 }, (_, n) =>
      upload(n === 7 ? good.subarray(0, 500) : good, `${n}.png`),
    )
    const rows = await Promise.all(sent)
    expect(rows.map((row, n) => (row instanceof Refusal ? 'refused' : row.name === `${n}.png`))).toEqual(
      Array.from({ length: 20 }, (_, n) => (n === 7 ? 'refused' : true)),
    )
  })
})
