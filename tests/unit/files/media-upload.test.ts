import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { env } from '@/lib/env'
import { openForUpstream } from '@/lib/files/blobs'
import { storeBase64 } from '@/lib/files/given'
import { storeUpload } from '@/lib/files/intake'
import { fileView } from '@/lib/files/queries'
import { blobKey, store } from '@/lib/files/store'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { formOf } from './forms'
import { box, ftyp, patched, sample, sampleNames, samples } from './media'
import { person } from './people'

let db: Db
let userId: UserId

beforeAll(async () => {
  db = (await testDatabase()).db
  userId = await person(db)
})

const upload = (bytes: Buffer, name: string, type?: string) =>
  storeUpload(db, userId, formOf({ name, bytes, ...(type && { type }) }))

async function stored(...given: Parameters<typeof upload>) {
  const row = await upload(...given)
  if (row instanceof Refusal) throw new Error(JSON.stringify(row))
  return row
}

describe('an upload of a film or a sound', () => {
  it.each(sampleNames)('%s is kept as it came, with its size and length', async (name) => {
    const bytes = sample(name)
    const row = await stored(bytes, name)
    expect(row).toMatchObject({
      ...samples[name],
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      cleanMime: null,
      hasPreview: false,
      hasPeaks: false,
      placeholder: null,
    })
    const upstream = await openForUpstream(row)
    expect(upstream && [upstream.mime, upstream.bytes]).toEqual([row.mime, bytes.length])
    expect(upstream && (await buffer(upstream.stream)).equals(bytes)).toBe(true)
    for (const variant of ['clean', 'preview', 'thumb', 'peaks'] as const) {
      expect(await store().size(blobKey(row.id, variant))).toBeNull()
    }
    expect(fileView(row)).toMatchObject({
      durationMs: samples[name].durationMs,
      previewUrl: null,
      thumbUrl: null,
      peaksUrl: null,
    })
  })

  it('has the name that fits its bytes, whatever it said', async () => {
    expect((await stored(sample('film.mp4'), 'Кошка.avi', 'image/png')).name).toBe('Кошка.mp4')
    expect((await stored(sample('sound.mp4'), 'voice.mp4', 'text/html')).name).toBe('voice.m4a')
    expect((await stored(sample('film.mov'), '...')).name).toBe('film.mov')
    expect((await stored(sample('sound.ogg'), '...')).name).toBe('sound.ogg')
  })

  it('comes as base64 as well', async () => {
    const row = await storeBase64(db, userId, sample('sound.mp3').toString('base64'), 'voice')
    expect(row).toMatchObject({ kind: 'audio', name: 'voice.mp3', durationMs: 2_038 })
  })

  it.each([
    ['half a film', sample('film.mp4').subarray(0, 9_000), 'file_broken'],
    [
      'a film without an index',
      Buffer.concat([ftyp('isom'), box('mdat', Buffer.alloc(9_000))]),
      'file_broken',
    ],
    ['a film that explodes', patched('film.mp4', 'stts', 12, 'ffffffff'), 'file_broken'],
    ['HEIC that says it is a film', Buffer.concat([ftyp('isom', 'heic'), sample('film.mp4')]), 'file_type'],
    [
      'Matroska',
      Buffer.concat([Buffer.from('1a45dfa3a3428288', 'hex'), Buffer.from('matroska')]),
      'file_type',
    ],
    ['AIFF', Buffer.from('FORM\0\0\0\x20AIFFCOMM'), 'file_type'],
    ['text', Buffer.from('just words'), 'file_type'],
  ])('is refused for %s, and nothing is kept', async (_what, bytes, key) => {
    const before = await db.$count(files)
    const refusal = await upload(bytes, 'film.mp4', 'video/mp4')
    expect(refusal instanceof Refusal && refusal.options.fields?.file?.key).toBe(key)
    expect(await db.$count(files)).toBe(before)
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
  })

  it('of a sound may weigh 200 MB, not more', async () => {
    const head = sample('sound.wav')
    head.writeUInt32LE(0, 4)
    const refusal = await upload(Buffer.concat([head, Buffer.alloc(209_715_201 - head.length)]), 'a.wav')
    expect(refusal).toMatchObject({
      code: 'too_large',
      options: { fields: { file: { key: 'file_too_large', values: { limit: 200 } } } },
    })
  })
})
