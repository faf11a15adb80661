import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { env } from '@/lib/env'
import { openForUpstream } from '@/lib/files/blobs'
import { type Output, storeOutput } from '@/lib/files/output'
import { blobKey, store } from '@/lib/files/store'
import { testDatabase } from '@/tests/support/database'
import { box, ftyp, patched, sample, sampleNames, samples } from './media'
import { job, person } from './people'
import { onDisk, photo, quarters } from './pictures'

let db: Db
let target: Pick<Output, 'job' | 'position' | 'name' | 'kind'>

beforeAll(async () => {
  db = (await testDatabase()).db
})

const fresh = async () => {
  target = { job: await job(db, await person(db)), position: 0, name: 'cup-no-background', kind: 'image' }
  return target
}

const kept = async (source: Output['source'], change: Partial<Output> = {}) => {
  const row = await storeOutput(db, { ...(await fresh()), source, ...change })
  if (row === 'corrupt') throw new Error('corrupt')
  return row
}

const idsInStore = async () => {
  const ids: string[] = []
  for await (const { id } of store().list()) ids.push(id)
  return ids
}

describe('a result', () => {
  it('is kept with its previews, under the name that it was given', async () => {
    const bytes = await quarters()
    const path = await onDisk(bytes)
    const row = await kept({ path })
    expect(row).toMatchObject({
      userId: target.job.userId,
      jobId: target.job.id,
      position: 0,
      name: 'cup-no-background.png',
      mime: 'image/png',
      bytes: bytes.length,
      width: 120,
      height: 80,
      hasPreview: true,
      cleanMime: null,
    })
    expect(row.placeholder?.length).toBeLessThan(1_000)
    const found = await store().get(blobKey(row.id, 'original'))
    expect(found && (await buffer(found.stream)).equals(bytes)).toBe(true)
    expect(await store().size(blobKey(row.id, 'preview'))).toBeGreaterThan(0)
    expect(await store().size(blobKey(row.id, 'thumb'))).toBeGreaterThan(0)
    expect(await store().size(blobKey(row.id, 'clean'))).toBeNull()
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
    const upstream = await openForUpstream(row)
    expect(upstream && [upstream.bytes, upstream.mime]).toEqual([bytes.length, 'image/png'])
    upstream?.stream.destroy()
  })

  it('asked for twice, one after the other, is one', async () => {
    const bytes = await quarters()
    const first = await kept(bytes)
    const again = await storeOutput(db, { ...target, source: await quarters(60, 60) })
    expect(again).toEqual(first)
  })

  it('asked for twice at once, is one, and the other leaves no bytes', async () => {
    const bytes = await quarters()
    await fresh()
    const before = await idsInStore()
    const rows = await Promise.all(
      Array.from({ length: 4 }, () => storeOutput(db, { ...target, source: bytes })),
    )
    const ids = new Set(rows.map((row) => (row === 'corrupt' ? row : row.id)))
    expect(ids.size).toBe(1)
    expect((await idsInStore()).filter((id) => !before.includes(id))).toEqual([...ids])
  })

  it('of several has a place of its own for each', async () => {
    await fresh()
    const rows = await Promise.all(
      [0, 1, 2].map(async (position) => storeOutput(db, { ...target, position, source: await quarters() })),
    )
    expect(new Set(rows.map((row) => row !== 'corrupt' && row.id)).size).toBe(3)
  })

  it('may be larger than what people may bring', async () => {
    const large = await sharp({ create: { width: 9_000, height: 6_000, channels: 3, background: '#246' } })
      .jpeg()
      .toBuffer()
    expect(await kept(large)).toMatchObject({ width: 9_000, height: 6_000 })
  })

  it('of text is text', async () => {
    const row = await kept(Buffer.from('Чашка на столе'), { kind: 'text', name: 'caption' })
    expect(row).toMatchObject({
      kind: 'text',
      mime: 'text/plain',
      name: 'caption.txt',
      width: null,
      durationMs: null,
      hasPreview: false,
      placeholder: null,
    })
  })

  it.each([
    ['{"words": [{"text": "hi", "start": 0.1}]}', 'application/json', 'talk.json'],
    [' [1, 2]\n', 'application/json', 'talk.json'],
    ['[Verse 1] Hello', 'text/plain', 'talk.txt'],
    ['{not closed', 'text/plain', 'talk.txt'],
    ['"just a word"', 'text/plain', 'talk.txt'],
    ['<!doctype html><script>alert(1)</script>', 'text/plain', 'talk.txt'],
    ['a torn \ud83d letter', 'text/plain', 'talk.txt'],
  ])('of text is JSON only as a whole: %j', async (text, mime, name) => {
    const row = await kept(Buffer.from(text), { kind: 'text', name: 'talk.mp3' })
    expect(row).toMatchObject({ kind: 'text', mime, name })
  })

  it('of text may come by an address', async () => {
    const path = await onDisk(Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nПривет\n'))
    expect(await kept({ path }, { kind: 'text', name: 'talk.srt' })).toMatchObject({
      mime: 'text/plain',
      name: 'talk.srt',
    })
  })

  it.each(sampleNames)('that is %s has its size, its length, and the name that fits', async (name) => {
    const path = await onDisk(sample(name))
    const { kind, mime } = samples[name]
    const row = await kept({ path }, { kind, name: 'walk-animated' })
    expect(row).toMatchObject({ ...samples[name], hasPreview: false, placeholder: null, cleanMime: null })
    expect(row.name).toBe(
      `walk-animated.${{ 'audio/mp4': 'm4a', 'video/quicktime': 'mov' }[mime as string] ?? name.split('.')[1]}`,
    )
  })

  it('may be of another kind than the model is for: its bytes decide', async () => {
    const film = await kept(sample('film.mp4'), { kind: 'image', name: 'frame.png' })
    expect(film).toMatchObject({ kind: 'video', name: 'frame.mp4', durationMs: 2_000 })
    const frame = await kept(await quarters(), { kind: 'video', name: 'last-frame' })
    expect(frame).toMatchObject({ kind: 'image', name: 'last-frame.png', width: 120, hasPreview: true })
    expect(await kept(sample('sound.mp3'), { kind: 'video' })).toMatchObject({ kind: 'audio' })
  })

  it('is not thrown away because nobody can read what a whole film holds', async () => {
    const odd = patched('film.mp4', 'stts', 8, 'ffffffff')
    expect(await kept(odd, { kind: 'video' })).toMatchObject({
      kind: 'video',
      mime: 'video/mp4',
      width: null,
      durationMs: null,
    })
  })

  it('stands upright whatever its orientation says', async () => {
    expect(
      await kept(
        await sharp(await quarters())
          .withMetadata({ orientation: 8 })
          .jpeg()
          .toBuffer(),
      ),
    ).toMatchObject({ width: 80, height: 120 })
  })

  it.each([
    ['nothing', async () => Buffer.alloc(0)],
    ['an error page', async () => Buffer.from('<html><h1>502 Bad Gateway</h1></html>')],
    ['an error in JSON', async () => Buffer.from('{"code": 500}')],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'AVIF',
      async () =>
        sharp(await quarters())
          .avif({ effort: 0 })
          .toBuffer(),
    ],
    ['half a PNG', async () => (await photo(400, 300)).subarray(0, 20_000)],
    [
      'a JPEG without its end',
      async () =>
        (
          await sharp(await photo(400, 300))
            .jpeg()
            .toBuffer()
        ).subarray(0, -40),
    ],
    ['a tag without sound', async () => Buffer.concat([Buffer.from('ID3'), Buffer.alloc(100)])],
    ['half a film', async () => sample('film.mp4').subarray(0, 9_000)],
    ['a film without an index', async () => Buffer.concat([ftyp('isom'), box('mdat', Buffer.alloc(99))])],
    ['half a sound', async () => sample('sound.wav').subarray(0, 9_000)],
  ])('that is %s is corrupt, and nothing is kept', async (_what, make) => {
    await fresh()
    const before = await idsInStore()
    expect(await storeOutput(db, { ...target, source: await make() })).toBe('corrupt')
    expect(await idsInStore()).toEqual(before)
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
  })

  it('of text is corrupt when it is none', async () => {
    await fresh()
    expect(await storeOutput(db, { ...target, kind: 'text', source: await quarters() })).toBe('corrupt')
  })
})
