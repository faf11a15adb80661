import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileSchema } from '@/lib/files/schema'
import { type App, startApp } from '@/tests/support/app'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { photo } from '@/tests/support/pictures'
import { expectRefusal } from '@/tests/support/refusals'

let app: App
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ann = await signedIn(app.url, 'ann', 'ru')
})
afterAll(() => app.close())

const media = (name: string) => readFileSync(`tests/fixtures/media/${name}`)
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const peaks = (level: number) => ({ peaks: Array.from({ length: 256 }, () => level) })

describe('a film or a sound', () => {
  test.for([
    ['film.mp4', 'video/mp4', 2_000],
    ['film.mov', 'video/quicktime', 2_000],
    ['film.webm', 'video/webm', 2_007],
    ['sound.mp3', 'audio/mpeg', 2_038],
    ['sound.wav', 'audio/wav', 2_000],
    ['sound.m4a', 'audio/mp4', 2_000],
    ['sound.aac', 'audio/aac', 2_043],
    ['sound.ogg', 'audio/ogg', 2_000],
    ['sound.flac', 'audio/flac', 2_000],
  ] as const)('%s is taken, measured and given back in parts', async ([name, mime, durationMs]) => {
    const bytes = media(name)
    // Name and type lie; the bytes do not.
    const answer = await ann.tryUpload(bytes, 'photo.png', 'image/png')
    expect(answer.status, answer.text).toBe(201)
    const file = fileSchema.parse(answer.body.file)
    const isFilm = mime.startsWith('video/')
    expect(file).toMatchObject({
      kind: isFilm ? 'video' : 'audio',
      mime,
      durationMs,
      bytes: bytes.length,
      width: isFilm ? 160 : null,
      height: isFilm ? 90 : null,
      name: `photo.${name.split('.')[1]}`,
      previewUrl: null,
      peaksUrl: null,
      placeholder: null,
    })
    const whole = await ann.fetch('GET', file.url, { headers: { range: 'bytes=0-' } })
    expect([whole.status, whole.headers.get('content-type')]).toEqual([206, mime])
    expect(whole.headers.get('content-range')).toBe(`bytes 0-${bytes.length - 1}/${bytes.length}`)
    expect(whole.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await bytesOf(whole)).equals(bytes)).toBe(true)
    const etag = whole.headers.get('etag') ?? ''
    const middle = { range: 'bytes=100-199', 'if-range': etag }
    const part = await ann.fetch('GET', file.url, { headers: middle })
    expect([part.status, (await bytesOf(part)).equals(bytes.subarray(100, 200))]).toEqual([206, true])
    const other = await ann.fetch('GET', file.url, { headers: { ...middle, 'if-range': '"other"' } })
    expect([other.status, (await bytesOf(other)).length]).toEqual([200, bytes.length])
    const beyond = await ann.fetch('GET', file.url, { headers: { range: `bytes=${bytes.length}-` } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
    await beyond.arrayBuffer()
  })

  test('is refused when it is cut off, a still picture in a film’s clothes, or two things at once', async () => {
    const film = media('film.mp4')
    const zipEnd = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
    const bad: [Buffer, string][] = [
      [film.subarray(0, 9_000), 'file_refused'],
      [
        Buffer.concat([
          Buffer.from('00000018667479706d70343200000000', 'hex'),
          Buffer.from('mp42heic'),
          film,
        ]),
        'unsupported_type',
      ],
      [Buffer.concat([media('sound.mp3'), zipEnd]), 'file_refused'],
    ]
    for (const [bytes, code] of bad) {
      expect(expectRefusal(await ann.tryUpload(bytes, 'film.mp4', 'video/mp4'), 'ru').code).toBe(code)
    }
  })

  test('of a weight that no sound may have is refused while it comes, and a film of it is taken in little memory', async () => {
    const padding = 209_715_200
    const head = media('sound.wav')
    head.writeUInt32LE(0xffffffff, 4)
    const sound = await ann.tryUpload(Buffer.concat([head, Buffer.alloc(padding)]), 'a.wav', 'audio/wav')
    expect(expectRefusal(sound, 'ru').code).toBe('too_large')
    const free = Buffer.alloc(8)
    free.writeUInt32BE(8 + padding)
    free.write('free', 4)
    const before = residentBytes()
    const film = await ann.tryUpload(Buffer.concat([media('film.mp4'), free, Buffer.alloc(padding)]), 'a.mp4')
    expect(film.body.file).toMatchObject({ kind: 'video', durationMs: 2_000 })
    expect(residentBytes() - before).toBeLessThan(padding / 2)
  })
})

/** Of the server and all that it started. */
function residentBytes(): number {
  const children = (pid: number): number[] => {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return list ? list.split(' ').flatMap((child) => [Number(child), ...children(Number(child))]) : []
  }
  const pages = (pid: number) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  const { pid } = app.running
  return [pid, ...children(pid)].reduce((sum, one) => sum + pages(one), 0) * 4_096
}

describe('what a browser makes of it', () => {
  const put = (client: Client, id: string, body: BodyInit, origin?: null) =>
    client.call('PUT', `/api/files/${id}/derived`, { body, ...(origin === null && { origin }) })

  test('is a film’s poster, once', async () => {
    const { id } = await ann.upload(media('film.mp4'), 'a.mp4')
    const poster = new Uint8Array(await photo(320, 180, 'webp'))
    expect((await put(ann, id, poster)).status).toBe(204)
    expect((await put(ann, id, new Uint8Array(await photo(32, 18)))).status).toBe(204)
    const preview = await ann.fetch('GET', `/api/files/${id}/preview`)
    expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp'])
    await preview.arrayBuffer()
  })

  test('is a sound’s waveform, once', async () => {
    const { id } = await ann.upload(media('sound.ogg'), 'a.ogg')
    expect((await ann.call('GET', `/api/files/${id}/peaks`)).status).toBe(404)
    for (const level of [0.25, 0.75]) {
      expect((await put(ann, id, JSON.stringify(peaks(level)))).status).toBe(204)
    }
    const { status, headers, body } = await ann.call<unknown>('GET', `/api/files/${id}/peaks`)
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    expect(body).toEqual(peaks(0.25))
  })

  test('is refused when it is too much, no picture, no numbers, from elsewhere or of another', async () => {
    const film = await ann.upload(media('film.webm'), 'a.webm')
    const sound = await ann.upload(media('sound.mp3'), 'a.mp3')
    const picture = await ann.upload(COFFEE)
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    const codeOf = async (answer: ReturnType<typeof put>) => expectRefusal(await answer, 'ru').code
    expect(await codeOf(put(ann, film.id, new Uint8Array(600_000)))).toBe('too_large')
    expect(await codeOf(put(ann, film.id, svg))).toBe('unsupported_type')
    expect(await codeOf(put(ann, sound.id, JSON.stringify({ peaks: [2] })))).toBe('invalid_input')
    expect(await codeOf(put(ann, picture.id, svg))).toBe('not_found')
    expect(await codeOf(put(ann, film.id, svg, null))).toBe('bad_origin')
    const ben = await signedIn(app.url, 'ben', 'ru')
    expect(await codeOf(put(ben, film.id, svg))).toBe('not_found')
    expect(await codeOf(ben.call('GET', film.url))).toBe('not_found')
  })
})
