import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { ASTRONAUT, type Client, COFFEE, REMOVE_BACKGROUND, signedIn, UPSCALE } from '@/tests/support/client'
import { photo, photoWithPlace, pixelBomb, plain, svg } from '@/tests/support/pictures'
import { expectRefusal } from '@/tests/support/refusals'

let app: App
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ann = await signedIn(app.url, 'ann', 'ru')
})
afterAll(() => app.close())

describe('an upload is refused when it', () => {
  const cut = readFileSync(COFFEE).subarray(0, 200_000)
  const bad: [string, string, () => Uint8Array | Promise<Uint8Array>][] = [
    ['is empty', 'file_refused', () => new Uint8Array()],
    ['is text that says it is a PNG', 'unsupported_type', () => Buffer.from('not a picture at all')],
    ['is cut off', 'file_refused', () => cut],
    ['unpacks to 256 megapixels', 'file_refused', () => pixelBomb()],
    ['is an SVG', 'unsupported_type', () => svg],
    ['is a GIF', 'unsupported_type', () => plain(300, 300, 'gif')],
    ['is a TIFF', 'unsupported_type', () => plain(300, 300, 'tiff')],
    ['is an AVIF', 'unsupported_type', () => plain(300, 300, 'avif')],
    [
      'weighs more than 50 MB',
      'too_large',
      () => Buffer.concat([readFileSync(ASTRONAUT), Buffer.alloc(52_428_800)]),
    ],
  ]
  test.for(bad)('%s', async ([, code, make]) => {
    const error = expectRefusal(await ann.tryUpload(await make()), 'ru')
    expect(error.code).toBe(code)
  })

  test('has no file, two files, or no form at all', async () => {
    const none = new FormData()
    none.append('other', 'text')
    const two = new FormData()
    for (const _ of [1, 2])
      two.append('file', new Blob([readFileSync(COFFEE)], { type: 'image/png' }), 'a.png')
    for (const body of [none, two]) expectRefusal(await ann.call('POST', '/api/uploads', { body }), 'ru')
    for (const type of [
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/json',
    ]) {
      const answer = await ann.call('POST', '/api/uploads', {
        body: 'rubbish',
        headers: { 'content-type': type },
      })
      expectRefusal(answer, 'ru', type)
    }
  })

  test('does not end', async () => {
    const form = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    const endless = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from(form))
      },
      pull(controller) {
        controller.enqueue(Buffer.alloc(1_048_576))
      },
    })
    const answer = await ann.call('POST', '/api/uploads', {
      body: endless,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    })
    expect(expectRefusal(answer, 'ru').code).toBe('unsupported_type')
  })
})

describe('an upload that is taken', () => {
  const long = `${'x'.repeat(5_000)}.png`

  test('is what its bytes say, whatever its name and type say', async () => {
    const answer = await ann.tryUpload(await photo(300, 280, 'jpeg'), 'photo.png', 'text/html')
    expect(answer.body.file).toMatchObject({ mime: 'image/jpeg', width: 300, height: 280 })
    const served = await ann.fetch('GET', answer.body.file.url)
    expect(served.headers.get('content-type')).toBe('image/jpeg')
    await served.arrayBuffer()
  })

  test.for([
    '../../etc/passwd.png',
    long,
    'line\r\nx-evil: 1.png',
    'CON.png',
    '‮gnp.exe',
    '"quoted";.png',
    '',
  ])('loses what is odd in its name: %$', async (name) => {
    const answer = await ann.tryUpload(COFFEE, name || undefined)
    expect(answer.status, answer.text).toBe(201)
    const { file } = answer.body
    expect(file.name).not.toMatch(/[/\\]|\p{Cc}|\p{Cf}/u)
    expect(file.name.length).toBeLessThanOrEqual(255)
    const served = await ann.fetch('GET', `${file.url}?download`)
    expect(served.status).toBe(200)
    expect(served.headers.get('x-evil')).toBeNull()
    await served.arrayBuffer()
  })

  test('is turned upright and loses place and camera before it is shown or sent on', async () => {
    const { previewUrl } = await ann.upload(await photoWithPlace(), 'place.jpg')
    const preview = Buffer.from(await (await ann.fetch('GET', previewUrl ?? '')).arrayBuffer())
    expect(preview.includes('Canary')).toBe(false)
    expect((await sharp(preview).metadata()).exif).toBeUndefined()
  })
})

describe('each model’s own limits are checked before anything is held', () => {
  const limits: [string, string, () => Promise<Buffer>][] = [
    [REMOVE_BACKGROUND, 'a side under 256', () => photo(255, 600)],
    [REMOVE_BACKGROUND, 'a side over 4096', () => plain(4_097, 300)],
    [REMOVE_BACKGROUND, 'over 16,000,000 pixels', () => plain(4_001, 4_000)],
    [REMOVE_BACKGROUND, 'over 5 MB', () => photo(1_500, 1_300, 'png')],
  ]
  test.for(limits)('%s refuses %s', async ([model, , make]) => {
    const { id } = await ann.upload(await make())
    const error = expectRefusal(await ann.trySubmit(id, { model }), 'ru')
    expect(error.fields?.image).toBeDefined()
    expect((await ann.credits()).held).toBe(0)
  })

  test('what one refuses another may take', async () => {
    const { id } = await ann.upload(await photo(1_500, 1_300, 'png'))
    expect((await ann.trySubmit(id, { model: UPSCALE })).status).toBe(201)
  })
})
