import sharp from 'sharp'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '@/db/open'
import { storeDerived } from '@/lib/files/derived'
import { storeBase64 } from '@/lib/files/given'
import { storeOutput } from '@/lib/files/output'
import type { FileRow } from '@/lib/files/queries'
import { serveFile } from '@/lib/files/serve'
import { blobKey, store } from '@/lib/files/store'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { streamOf } from './forms'
import { sample } from './media'
import { job, person } from './people'
import { quarters } from './pictures'

let db: Db
let userId: UserId
let file: FileRow
let bytes: Buffer

beforeAll(async () => {
  db = (await testDatabase()).db
  userId = await person(db)
  bytes = await quarters()
  const stored = await storeBase64(db, userId, bytes.toString('base64'), 'Чашка "1".png')
  if (stored instanceof Refusal) throw new Error(stored.code)
  file = stored
})

type Asked = {
  id?: string
  by?: string
  shown?: 'original' | 'preview' | 'thumb' | 'peaks'
  method?: string
  query?: string
  headers?: Record<string, string>
}

async function ask({
  id = file.id,
  by = userId,
  shown = 'original',
  method = 'GET',
  query = '',
  headers = {},
}: Asked = {}) {
  const request = new Request(`http://localhost/api/files/${id}${query}`, { method, headers })
  const answer = await serveFile(db, by, id, shown, request)
  if (answer instanceof Refusal) return { status: answer.code, headers: new Headers(), body: Buffer.alloc(0) }
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) }
}

describe('a file on the wire', () => {
  it('is its bytes, with headers that let nothing run', async () => {
    const { status, headers, body } = await ask()
    expect(status).toBe(200)
    expect(body.equals(bytes)).toBe(true)
    expect(Object.fromEntries(headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': `inline; filename="_1_.png"; filename*=UTF-8''%D0%A7%D0%B0%D1%88%D0%BA%D0%B0%20_1_.png`,
      'content-length': String(bytes.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'image/png',
      'cross-origin-resource-policy': 'same-origin',
      etag: `"${file.id}-original"`,
      'x-content-type-options': 'nosniff',
    })
  })

  it('has previews as WebP', async () => {
    for (const shown of ['preview', 'thumb'] as const) {
      const { status, headers, body } = await ask({ shown })
      expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([
        200,
        'image/webp',
        String(body.length),
      ])
      expect((await sharp(body).metadata()).format).toBe('webp')
    }
  })

  it('is saved under its name with ?download', async () => {
    expect((await ask({ query: '?download' })).headers.get('content-disposition')).toMatch(
      /^attachment; .*UTF-8''%D0%A7/,
    )
  })

  it('of text is plain text and never a page', async () => {
    const text = await storeOutput(db, {
      job: await job(db, userId),
      position: 0,
      name: 'a.html',
      kind: 'text',
      source: Buffer.from('hello <b>'),
    })
    if (text === 'corrupt') throw new Error('corrupt')
    const { headers } = await ask({ id: text.id })
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect((await ask({ id: text.id, shown: 'preview' })).status).toBe('not_found')
  })

  it('of JSON is JSON and never a page', async () => {
    const text = await storeOutput(db, {
      job: await job(db, userId),
      position: 0,
      name: 'a.html',
      kind: 'text',
      source: Buffer.from('{"html": "<script>alert(1)</script>"}'),
    })
    if (text === 'corrupt') throw new Error('corrupt')
    const { headers } = await ask({ id: text.id })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('content-disposition')).toContain('a.html.json')
  })

  it.each([
    ['film.mp4', 'video/mp4'],
    ['film.mov', 'video/quicktime'],
    ['film.webm', 'video/webm'],
    ['sound.mp3', 'audio/mpeg'],
    ['sound.flac', 'audio/flac'],
  ] as const)('of %s has its type, and comes in the parts that a player asks for', async (name, mime) => {
    const media = sample(name)
    const row = await storeBase64(db, userId, media.toString('base64'), name)
    if (row instanceof Refusal) throw new Error(row.code)
    const first = await ask({ id: row.id, headers: { range: 'bytes=0-' } })
    expect([first.status, first.headers.get('content-type'), first.body.equals(media)]).toEqual([
      206,
      mime,
      true,
    ])
    expect(first.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    const part = await ask({
      id: row.id,
      headers: { range: 'bytes=1000-1999', 'if-range': `"${row.id}-original"` },
    })
    expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${media.length}`)
    expect(part.body.equals(media.subarray(1_000, 2_000))).toBe(true)
    expect((await ask({ id: row.id, headers: { range: `bytes=${media.length}-` } })).status).toBe(416)
    for (const shown of ['preview', 'thumb', 'peaks'] as const) {
      expect((await ask({ id: row.id, shown })).status).toBe('not_found')
    }
  })

  it('of a sound has its waveform as JSON', async () => {
    const row = await storeBase64(db, userId, sample('sound.wav').toString('base64'), 'Голос.wav')
    if (row instanceof Refusal) throw new Error(row.code)
    const peaks = Array.from({ length: 200 }, (_, n) => n / 200)
    await storeDerived(db, userId, row.id, streamOf(Buffer.from(JSON.stringify({ peaks }))))
    const { headers, body } = await ask({ id: row.id, shown: 'peaks' })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(headers.get('content-disposition')).toContain('-peaks.json')
    expect(JSON.parse(body.toString())).toEqual({ peaks })
    expect((await ask({ id: row.id, shown: 'peaks', by: await person(db) })).status).toBe('not_found')
  })

  it('has no body on HEAD, and the same headers', async () => {
    const head = await ask({ method: 'HEAD' })
    expect([head.status, head.body.length, head.headers.get('content-length')]).toEqual([
      200,
      0,
      String(bytes.length),
    ])
    const part = await ask({ method: 'HEAD', headers: { range: 'bytes=0-4' } })
    // RFC 9110: a range is defined for GET alone.
    expect([part.status, part.body.length, part.headers.get('content-length')]).toEqual([
      200,
      0,
      String(bytes.length),
    ])
  })

  it('is not sent again to who has it', async () => {
    const etag = `"${file.id}-original"`
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const { status, body } = await ask({ headers: { 'if-none-match': known } })
      expect([status, body.length]).toEqual([304, 0])
    }
    expect((await ask({ headers: { 'if-none-match': '"x"' } })).status).toBe(200)
  })

  it.each([
    ['bytes=0-0', 206, 0, 1],
    ['bytes=5-9', 206, 5, 10],
    ['bytes=10-', 206, 10, undefined],
    ['bytes=-7', 206, -7, undefined],
    ['bytes=0-999999999', 206, 0, undefined],
    ['bytes=-999999999', 206, 0, undefined],
  ])('in parts: %s', async (range, expected, from, to) => {
    const { status, headers, body } = await ask({ headers: { range } })
    expect(status).toBe(expected)
    const part = bytes.subarray(from, to)
    expect(body.equals(part)).toBe(true)
    const start = from < 0 ? bytes.length + from : from
    expect(headers.get('content-range')).toBe(`bytes ${start}-${start + part.length - 1}/${bytes.length}`)
  })

  it('says 416 past its end', async () => {
    for (const range of [`bytes=${bytes.length}-`, 'bytes=99999999-', 'bytes=-0']) {
      const { status, headers, body } = await ask({ headers: { range } })
      expect([status, body.length, headers.get('content-range')]).toEqual([416, 0, `bytes */${bytes.length}`])
    }
  })

  it.each([
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=a-b',
    'bytes=0-1,3-4',
    'items=0-1',
    `bytes=${'9'.repeat(40)}-`,
  ])('is whole for what is no single range: %s', async (range) => {
    const { status, body } = await ask({ headers: { range } })
    expect([status, body.length]).toEqual([200, bytes.length])
  })

  it('is whole when the part is of something else', async () => {
    const range = 'bytes=0-1'
    expect((await ask({ headers: { range, 'if-range': '"old"' } })).status).toBe(200)
    expect((await ask({ headers: { range, 'if-range': `"${file.id}-original"` } })).status).toBe(206)
  })

  it('is not there for another person, in any way of asking', async () => {
    const by = await person(db)
    const ways: Asked[] = [
      {},
      { method: 'HEAD' },
      { headers: { range: 'bytes=0-1' } },
      { shown: 'thumb' as const },
      { headers: { 'if-none-match': '*' } },
      { query: '?download' },
    ]
    for (const asked of ways) {
      expect((await ask({ ...asked, by })).status).toBe('not_found')
    }
  })

  it.each([newId(), '', '..', '../../etc/passwd', 'x\u0000', 'A'.repeat(26), 'a'.repeat(10_000)])(
    'of the id %j is not there',
    async (id) => {
      expect(
        (await serveFile(db, userId, id, 'original', new Request('http://localhost/'))) instanceof Refusal,
      ).toBe(true)
    },
  )

  it('whose bytes are lost is not there', async () => {
    const lost = await storeBase64(db, userId, bytes.toString('base64'), 'x')
    if (lost instanceof Refusal) throw new Error(lost.code)
    await store().delete(blobKey(lost.id, 'original'))
    expect((await ask({ id: lost.id })).status).toBe('not_found')
  })

  it('that nobody reads to its end is closed', async () => {
    const opened = vi.spyOn(store(), 'get')
    const answer = await serveFile(db, userId, file.id, 'original', new Request('http://localhost/'))
    const read = await opened.mock.results[0]?.value
    opened.mockRestore()
    if (answer instanceof Refusal) throw new Error(answer.code)
    expect(read.stream.destroyed).toBe(false)
    await answer.body?.cancel()
    expect(read.stream.destroyed).toBe(true)
  })
})
