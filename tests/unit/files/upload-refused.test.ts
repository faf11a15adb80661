import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { env } from '@/lib/env'
import { storeUpload } from '@/lib/files/intake'
import { receive } from '@/lib/files/multipart'
import type { FileRow } from '@/lib/files/queries'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { form, formOf, type Part, streamOf } from './forms'
import { person } from './people'
import { claiming, photo, pngChunk, quarters, withChunks } from './pictures'

let db: Db
let userId: UserId

beforeAll(async () => {
  db = (await testDatabase()).db
  userId = await person(db)
})

const send = (...parts: Part[]) => storeUpload(db, userId, formOf(...parts))
const upload = (bytes: Buffer, name = 'cup.png') => send({ name, bytes })

/** Code and field problem of what must be a refusal, and that nothing is left of it. */
async function refusalOf(sent: Promise<FileRow | Refusal>) {
  const before = await db.$count(files)
  const refusal = await sent
  if (!(refusal instanceof Refusal)) throw new Error('was stored')
  expect(await db.$count(files)).toBe(before)
  expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
  return [refusal.code, refusal.options.fields?.file?.key]
}

describe('an upload is refused and leaves nothing', () => {
  const box = (brand: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(100)])

  it.each([
    [
      'SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    [
      'AVIF',
      async () =>
        sharp(await quarters())
          .avif({ effort: 0 })
          .toBuffer(),
    ],
    ['HEIC', async () => box('heic')],
    [
      'TIFF',
      async () =>
        sharp(await quarters())
          .tiff()
          .toBuffer(),
    ],
    [
      'GIF',
      async () =>
        sharp(await quarters())
          .gif()
          .toBuffer(),
    ],
    ['HTML', async () => Buffer.from('<!doctype html><p>hello')],
    ['PDF', async () => Buffer.from('%PDF-1.7\n')],
    ['3GP', async () => box('3gp4')],
    ['JPEG XL', async () => Buffer.from('0000000c4a584c200d0a870a', 'hex')],
    ['text', async () => Buffer.from('just words')],
    ['noise', async () => Buffer.from('00ff8811aa', 'hex')],
  ])("as %s under a picture's name", async (_what, make) => {
    expect(await refusalOf(upload(await make(), 'photo.jpg'))).toEqual(['unsupported_type', 'file_type'])
  })

  it.each(['jpeg', 'png', 'webp'] as const)('as a %s that was cut off', async (format) => {
    const whole = await sharp(await photo(700, 500))
      [format]()
      .toBuffer()
    for (const bytes of [
      whole.subarray(0, 60),
      whole.subarray(0, whole.length >> 1),
      whole.subarray(0, whole.length - 20),
    ]) {
      expect(await refusalOf(upload(bytes))).toEqual(['file_refused', 'file_broken'])
    }
  })

  it('as a type that only its first bytes claim', async () => {
    const liar = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), (await quarters()).subarray(4)])
    expect(await refusalOf(upload(liar))).toEqual(['file_refused', 'file_broken'])
    const gif = await sharp(await quarters())
      .gif()
      .toBuffer()
    const webp = Buffer.concat([Buffer.from('RIFF\x20\0\0\0WEBP', 'latin1'), gif])
    expect(await refusalOf(upload(webp))).toEqual(['file_refused', 'file_broken'])
  })

  it('as a bomb of pixels, at once and in no memory', async () => {
    const honest = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(honest.length).toBeLessThan(2_000_000)
    for (const bytes of [
      honest,
      await claiming(16_000, 16_000),
      await claiming(100_000_000, 1),
      await claiming(1, 1_000_000),
    ]) {
      const [started, memory] = [performance.now(), process.memoryUsage().rss]
      const [code, key] = await refusalOf(upload(bytes))
      expect(code).toBe('file_refused')
      expect(['file_pixels', 'file_broken']).toContain(key)
      // Decoding it would take several seconds; the header alone takes a few milliseconds on a quiet machine.
      expect(performance.now() - started).toBeLessThan(1_000)
      expect(process.memoryUsage().rss - memory).toBeLessThan(30 * 1_048_576)
    }
    expect(await refusalOf(upload(honest))).toEqual(['file_refused', 'file_pixels'])
  })

  it('as an animation', async () => {
    const frames = await Promise.all(
      ['#f00', '#0f0'].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const webp = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer()
    expect(await refusalOf(upload(webp))).toEqual(['file_refused', 'file_animated'])
    const png = withChunks(await quarters(), pngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])))
    expect(await refusalOf(upload(png))).toEqual(['file_refused', 'file_animated'])
  })

  it('when it is empty, or not there', async () => {
    expect(await refusalOf(upload(Buffer.alloc(0)))).toEqual(['file_refused', 'file_empty'])
    expect(await refusalOf(send())).toEqual(['file_refused', 'file_missing'])
    expect(await refusalOf(send({ field: 'file', bytes: 'text and no file' }))).toEqual([
      'file_refused',
      'file_missing',
    ])
  })

  it('with anything besides the one file', async () => {
    const bytes = await quarters(16, 16)
    const file = { name: 'a.png', bytes }
    expect(await refusalOf(send({ ...file, field: 'image' }))).toEqual(['file_refused', 'file_missing'])
    expect(await refusalOf(send(file, file))).toEqual(['file_refused', 'file_missing'])
    expect(await refusalOf(send({ field: 'userId', bytes: 'other' }, file))).toEqual([
      'file_refused',
      'file_missing',
    ])
    expect(await refusalOf(send(file, { field: 'userId', bytes: 'other' }))).toEqual([
      'file_refused',
      'file_missing',
    ])
    const many = Array.from({ length: 10_000 }, (_, n) => ({ field: `f${n}`, bytes: 'x' }))
    expect(await refusalOf(send(...many))).toEqual(['file_refused', 'file_missing'])
  })

  it('past what its kind may weigh: by what it declares, and by what really comes', async () => {
    const { contentType } = form()
    const declared = { contentType, declaredLength: 524_288_000 + 65_537, stream: streamOf() }
    expect(await refusalOf(storeUpload(db, userId, declared))).toEqual(['too_large', 'file_too_large'])
    const png = await quarters()
    expect(await refusalOf(upload(Buffer.concat([png, Buffer.alloc(52_428_801 - png.length)])))).toEqual([
      'too_large',
      'file_too_large',
    ])
  })

  it.each([
    ['a picture', 'file_too_large', 52_428_800, async () => quarters()],
    ['nothing that it takes', 'file_type', 0, async () => Buffer.alloc(100)],
  ])('of %s without end is heard no longer than it must be', async (_what, key, most, make) => {
    const { contentType, body } = form({ name: 'a.png', bytes: await make() })
    const head = body.subarray(0, -10)
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(sent++ ? new Uint8Array(65_536) : head),
    })
    const refusal = refusalOf(storeUpload(db, userId, { contentType, declaredLength: 100, stream: endless }))
    expect((await refusal)[1]).toBe(key)
    // The rest is read and dropped, but not for ever.
    expect(sent * 65_536).toBeLessThan(most + 67_108_864 + 2_000_000)
  })

  it('only after its body was read, so that the connection lives on', async () => {
    const bytes = Buffer.alloc(12 * 1_048_576)
    const ways = [
      formOf({ field: 'other', name: 'a.png', bytes }),
      formOf({ name: 'a.png', bytes }),
      { ...formOf({ name: 'a.png', bytes }), contentType: 'text/plain' },
      { ...formOf({ name: 'a.png', bytes }), declaredLength: null },
      formOf({ name: 'a.png', bytes: 'x' }, { name: 'b.png', bytes }),
    ]
    for (const way of ways) {
      let readTo: 'middle' | 'end' = 'middle'
      const source = way.stream?.getReader()
      const stream = new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          const next = await source?.read()
          for (let at = 0; next?.value && at < next.value.length; at += 65_536) {
            controller.enqueue(next.value.subarray(at, at + 65_536))
          }
          if (!next?.done) return
          readTo = 'end'
          controller.close()
        },
      })
      await refusalOf(storeUpload(db, userId, { ...way, stream }))
      expect(readTo).toBe('end')
    }
  })

  it('of exactly 50 MB is not too large', async () => {
    const png = await quarters()
    const padded = Buffer.concat([png, Buffer.alloc(52_428_800 - png.length)])
    expect(await upload(padded)).toMatchObject({ bytes: 52_428_800 })
  })

  it('when the sender goes away in the middle', async () => {
    const { body, contentType } = form({ name: 'a.png', bytes: await photo(300, 300) })
    const cut = streamOf(body.subarray(0, body.length >> 1))
    expect(
      await refusalOf(storeUpload(db, userId, { contentType, declaredLength: body.length, stream: cut })),
    ).toEqual(['bad_request', undefined])
    const other = form({ field: 'other', name: 'a.png', bytes: await photo(300, 300) })
    const cutOther = { contentType, declaredLength: null, stream: streamOf(other.body.subarray(0, 9_000)) }
    expect((await refusalOf(storeUpload(db, userId, cutOther)))[0]).toBe('file_refused')
    const aborted = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(body.subarray(0, 5_000)),
      pull: (controller) => controller.error(new Error('aborted')),
    })
    expect(
      await refusalOf(storeUpload(db, userId, { contentType, declaredLength: body.length, stream: aborted })),
    ).toEqual(['bad_request', undefined])
  })

  it.each([
    null,
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'text/plain; multipart/form-data; boundary=edge',
  ])('with the content type %j', async (contentType) => {
    const { body } = form({ name: 'a.png', bytes: await quarters(16, 16) })
    expect(
      await refusalOf(
        storeUpload(db, userId, { contentType, declaredLength: body.length, stream: streamOf(body) }),
      ),
    ).toEqual(['file_refused', 'file_missing'])
  })

  it('when the sender falls silent', async () => {
    const { body, contentType } = form({ name: 'a.png', bytes: await quarters() })
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(body.subarray(0, 300)),
    })
    const received = await receive({ contentType, declaredLength: null, stream: silent }, 50)
    expect(received).toMatchObject({ code: 'bad_request' })
    expect(readdirSync(join(env().dataDir, 'tmp'))).toEqual([])
  })

  it('with a form that is none', async () => {
    for (const body of [
      '',
      '--edge',
      '--edge\r\n\r\n--edge--',
      '\r\n--edge\r\nnonsense',
      'x'.repeat(100_000),
    ]) {
      const sent = storeUpload(db, userId, {
        contentType: 'multipart/form-data; boundary=edge',
        declaredLength: null,
        stream: streamOf(Buffer.from(body)),
      })
      expect(['bad_request', 'file_refused']).toContain((await refusalOf(sent))[0])
    }
    const none = storeUpload(db, userId, {
      contentType: 'multipart/form-data; boundary=edge',
      declaredLength: null,
      stream: null,
    })
    expect(await refusalOf(none)).toEqual(['file_refused', 'file_missing'])
  })
})
