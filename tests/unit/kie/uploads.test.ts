import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { HTML, KEY, kieAnswering, kieThat } from './support'

const answer = {
  success: true,
  code: 200,
  msg: 'File uploaded successfully',
  data: {
    success: true,
    fileName: 'r4nd0m.png',
    filePath: 'kieai/1/loupe/r4nd0m.png',
    downloadUrl: 'https://tempfile.redpandaai.co/kieai/1/loupe/r4nd0m.png',
    fileSize: 9,
    mimeType: 'image/png',
    uploadedAt: '2026-04-16T07:19:12.309Z',
  },
}
const done = { kind: 'uploaded', url: answer.data.downloadUrl }
const target = { name: 'r4nd0m.png', path: '/loupe/inputs/' }
const png = { ...target, mime: 'image/png' }
const bytes = new Uint8Array(Buffer.from('\x89PNG\0\r\n\xff!', 'latin1'))

/** What arrived, as a stock form parser reads it. */
async function form(body: string, contentType = '') {
  const raw = Buffer.from(body, 'latin1')
  return new Response(raw, { headers: { 'content-type': contentType } }).formData()
}

describe('uploadStream', () => {
  it.each([
    ['bytes', () => ({ bytes })],
    ['a Node stream', () => ({ stream: Readable.from([bytes.slice(0, 4), bytes.slice(4)]) })],
    ['a web stream of known size', () => ({ stream: new Blob([bytes]).stream(), size: bytes.length })],
  ])('sends %s as the form that KIE wants', async (name, source) => {
    const { kie, seen } = await kieAnswering(answer)
    expect(await kie.uploadStream({ ...png, ...source() })).toEqual(done)
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/file-stream-upload' })
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
    expect(seen[0]?.headers['transfer-encoding']).toBe(name === 'a Node stream' ? 'chunked' : undefined)

    const sent = await form(seen[0]?.body ?? '', seen[0]?.headers['content-type'])
    expect([...sent.keys()]).toEqual(['uploadPath', 'fileName', 'file'])
    expect(sent.get('uploadPath')).toBe('loupe/inputs')
    expect(sent.get('fileName')).toBe('r4nd0m.png')
    const file = sent.get('file') as File
    expect([file.name, file.type]).toEqual(['r4nd0m.png', 'image/png'])
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('cannot be tricked into other parts by a name or a type', async () => {
    const { kie, seen } = await kieAnswering(answer)
    await kie.uploadStream({ path: 'a', name: 'a"\r\nx: y', mime: 'image/png\r\nx: y', bytes })
    const sent = await form(seen[0]?.body ?? '', seen[0]?.headers['content-type'])
    const file = sent.get('file') as File
    expect(file.type).toBe('application/octet-stream')
    expect(seen[0]?.body).toContain('filename="a%22%0D%0Ax: y"')
  })

  it('lets go of its stream however it ends', async () => {
    const fails = await kieAnswering({ code: 500, msg: 'boom' })
    for (const signal of [undefined, AbortSignal.abort()]) {
      const stream = Readable.from([bytes])
      expect(await fails.kie.uploadStream({ ...png, stream }, signal)).toMatchObject({ kind: 'unavailable' })
      expect(stream.destroyed).toBe(true)
    }
  })

  it('survives a stream that breaks, or was broken before', async () => {
    const { kie } = await kieAnswering(answer)
    const missing = createReadStream('/nowhere/at/all')
    expect(await kie.uploadStream({ ...png, stream: missing })).toMatchObject({ kind: 'unavailable' })
    const breaking = Readable.from(
      (async function* () {
        yield bytes
        throw new Error('disk gone')
      })(),
    )
    expect(await kie.uploadStream({ ...png, stream: breaking })).toMatchObject({ kind: 'unavailable' })
    const shorter = { stream: Readable.from([bytes]), size: bytes.length + 5 }
    expect(await kie.uploadStream({ ...png, ...shorter })).toMatchObject({ kind: 'unavailable' })
  })
})

describe('the other uploads', () => {
  it('send exactly the documented fields', async () => {
    const { kie, seen } = await kieAnswering(answer)
    expect(await kie.uploadBase64({ ...target, base64: 'data:image/png;base64,iVBORw0=' })).toEqual(done)
    expect(await kie.uploadFromUrl({ ...target, url: 'https://a.example/1.png' })).toEqual(done)
    expect(seen.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      [
        '/api/file-base64-upload',
        { base64Data: 'data:image/png;base64,iVBORw0=', uploadPath: 'loupe/inputs', fileName: 'r4nd0m.png' },
      ],
      [
        '/api/file-url-upload',
        { fileUrl: 'https://a.example/1.png', uploadPath: 'loupe/inputs', fileName: 'r4nd0m.png' },
      ],
    ])
  })
})

describe('the answer to an upload', () => {
  const answered = async (body: unknown, status = 200) =>
    (await kieAnswering(body, status)).kie.uploadBase64({ ...target, base64: 'eA==' })

  it('is only `downloadUrl`: the fields of the quickstart page are not real', async () => {
    const data = {
      fileId: '1',
      originalName: 'a.png',
      fileUrl: 'https://a.example/1.png',
      expiresAt: 'later',
    }
    expect(await answered({ code: 200, data })).toMatchObject({ kind: 'unavailable' })
    expect(await answered({ code: 200, data: { ...data, downloadUrl: answer.data.downloadUrl } })).toEqual(
      done,
    )
    expect(await answered({ code: 200, data: { downloadUrl: 'file:///etc/passwd' } })).toMatchObject({
      kind: 'unavailable',
    })
  })

  it.each([
    [400, 'invalid'],
    [401, 'unauthorized'],
    [405, 'not_found'],
    [413, 'invalid'],
    [433, 'quota'],
  ])('may be a refusal: %i', async (code, reason) => {
    const body = { success: false, code, msg: 'no', data: null }
    expect(await answered(body)).toEqual({ kind: 'refused', reason, code, message: 'no', retryAfterMs: null })
  })

  it('tells a validation message under code 500 from trouble', async () => {
    expect(await answered({ code: 500, msg: 'uploadPath is required' })).toMatchObject({ kind: 'refused' })
    expect(await answered({ code: 500, msg: 'Internal server error' })).toMatchObject({ kind: 'unavailable' })
  })

  it.each([
    ['429', { code: 429, msg: 'slow' }, 200, 10_000],
    ['455', { code: 455, msg: 'maintenance' }, 200, 60_000],
    ['HTML', HTML, 502, 0],
    ['cut-off JSON', '{"success":true,"code":200,"da', 200, 0],
  ])('may be worth another try: %s', async (_name, body, status, retryAfterMs) => {
    expect(await answered(body, status)).toMatchObject({ kind: 'unavailable', retryAfterMs })
  })

  it('ends when it is stopped', async () => {
    const stop = new AbortController()
    const { kie } = await kieThat(() => stop.abort())
    expect(await kie.uploadStream({ ...png, bytes }, stop.signal)).toMatchObject({ kind: 'unavailable' })
  })
})
