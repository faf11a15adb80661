import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { disc, folder, REMOVE, sandbox, urlsOf } from './talk'

type Recording = { method: string; url: string; response: Record<string, unknown> }

const recordings = readFileSync(join(process.cwd(), 'tests/fixtures/kie/recordings.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recording)

const recorded = (ending: string, fits: (response: Recording['response']) => boolean = () => true) => {
  const found = recordings.filter(
    ({ url, response }) => new URL(url).pathname.endsWith(ending) && fits(response),
  )
  expect(found.length, `recordings of ${ending}`).toBeGreaterThan(0)
  return found.map(({ response }) => shape(response))
}

/** Names and types of a JSON value, JSON inside strings included. */
function shape(value: unknown): unknown {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.slice(0, 1).map(shape)
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        name === 'input' ? inputShape(inner) : shape(inner),
      ]),
    )
  }
  if (typeof value === 'string' && /^[{[]/.test(value)) return { json: shape(JSON.parse(value)) }
  return typeof value
}

/** Each model's input has fields of its own; that it is JSON in a string is what counts. */
const inputShape = (value: unknown) =>
  typeof value === 'string' && value.startsWith('{') ? 'JSON' : typeof value

describe('answers have the shape of the recorded ones', () => {
  let run: Awaited<ReturnType<typeof sandbox>>
  let image = ''
  beforeAll(async () => {
    image = `data:image/png;base64,${(await disc()).toString('base64')}`
  })

  it('uploads', async () => {
    run = await sandbox()
    const stream = await run.upload(await disc())
    const base64 = await run.json(
      run.post('/api/file-base64-upload', { base64Data: image, uploadPath: 'images' }),
    )
    const again = await run.json(
      run.post('/api/file-url-upload', {
        fileUrl: stream.data?.downloadUrl,
        uploadPath: 'images',
        fileName: 'copy.png',
      }),
    )
    for (const known of recorded('/api/file-stream-upload')) expect(shape(stream)).toEqual(known)
    for (const known of recorded('/api/file-base64-upload')) expect(shape(base64)).toEqual(known)
    expect(shape(again)).toEqual(shape(stream))
    expect(again.data?.fileName).toBe('copy.png')
    expect(stream.data?.fileName).toMatch(/^\d{13}-[0-9a-f]{16}\.png$/)
    expect(String(stream.data?.downloadUrl)).toBe(`${run.url}/files/${stream.data?.filePath}`)
  })

  it('createTask and recordInfo', async () => {
    run = await sandbox({ minMs: 150 })
    const url = await run.uploaded(await disc())
    const created = await run.create({ model: REMOVE, input: { image: url } })
    for (const known of recorded('/createTask', (r) => r.code === 200)) expect(shape(created)).toEqual(known)
    expect(created.data?.taskId).toMatch(/^[0-9a-f]{32}$/)
    expect(created.data?.recordId).toBe(created.data?.taskId)

    const id = String(created.data?.taskId)
    const running = await run.record(id)
    expect(running.data?.state).toBe('waiting')
    const isState = (state: string) => (response: Recording['response']) =>
      (response.data as { state?: string } | null)?.state === state
    for (const known of recorded('/recordInfo', isState('waiting'))) expect(shape(running)).toEqual(known)

    const done = await run.ended(id)
    const { creditsConsumed, ...rest } = done
    expect(creditsConsumed).toBe(1)
    const whole = { code: 200, msg: 'success', data: rest }
    for (const known of recorded('/recordInfo', isState('success'))) expect(shape(whole)).toEqual(known)
    expect(done.costTime).toBe(Math.round((Number(done.completeTime) - Number(done.createTime)) / 1000))
    const param = JSON.parse(String(done.param)) as { model: string; input: string }
    expect(JSON.parse(param.input)).toEqual({ image: url })

    const result = await fetch(urlsOf(done)[0] ?? '')
    expect(result.headers.get('content-type')).toBe('image/png')
    expect(Number(result.headers.get('content-length'))).toBe((await result.arrayBuffer()).byteLength)
  })

  it('credit and download-url', async () => {
    run = await sandbox()
    const credit = await run.json(fetch(`${run.url}/api/v1/chat/credit`, { headers: run.headers }))
    for (const known of recorded('/chat/credit')) expect(shape(credit)).toEqual(known)
    const wrong = await run.json(
      run.post('/api/v1/common/download-url', { url: 'https://example.com/x.png' }),
    )
    const [response] = recordings.filter(({ url }) => url.endsWith('/download-url')).map((r) => r.response)
    expect(wrong).toEqual(response)
    const right = await run.json(
      run.post('/api/v1/common/download-url', { url: await run.uploaded(await disc()) }),
    )
    const file = await fetch(String(right.data))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
  })
})

describe('the door', () => {
  it('wants a key, and says no in the body', async () => {
    const { url } = await sandbox()
    for (const authorization of [undefined, 'Bearer ', 'Basic abc']) {
      const answer = await fetch(
        `${url}/api/v1/chat/credit`,
        authorization ? { headers: { authorization } } : {},
      )
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ code: 401, data: null })
    }
  })

  it('says no to what KIE does not know', async () => {
    const run = await sandbox()
    const image = await run.uploaded(await disc())
    const refused = async (body: unknown) => {
      const answer = await run.post('/api/v1/jobs/createTask', body)
      expect(answer.status).toBe(200)
      return (await answer.json()) as { code: number; msg: string }
    }
    expect(await refused({ model: 'recraft/nothing', input: { image } })).toMatchObject({
      code: 422,
      msg: expect.stringContaining('The model name you specified is not supported.'),
      data: null,
    })
    expect((await refused({ model: REMOVE, input: { image, image_url: image } })).code).toBe(422)
    expect((await refused({ model: REMOVE, input: { image }, extra: 1 })).code).toBe(422)
    expect((await refused({ model: REMOVE, input: { image: 'no address' } })).code).toBe(422)
    // KIE's trap: a validation message under code 500.
    expect(await refused({ model: REMOVE, input: {} })).toMatchObject({ code: 500, msg: 'image is required' })
    expect((await refused([])).code).toBe(400)
    expect(await run.record('0'.repeat(32))).toEqual({ code: 422, msg: 'recordInfo is null', data: null })
    expect(await run.record('')).toMatchObject({ code: 400, msg: 'taskId parameter is required' })
    expect((await run.books()).counters.created).toBe(0)
  })

  it('refuses uploads without a path or a file, and paths that climb', async () => {
    const run = await sandbox()
    const picture = await disc()
    expect(await run.upload(picture, {})).toMatchObject({ success: false, code: 400 })
    for (const uploadPath of ['../x', '/x', 'x/', 'a//b', 'a/../b', '.']) {
      expect(await run.upload(picture, { uploadPath }), uploadPath).toMatchObject({ code: 400 })
    }
    expect(await run.upload(picture, { uploadPath: 'a', fileName: '../b.png' })).toMatchObject({ code: 400 })
    const empty = run.post('/api/file-base64-upload', { base64Data: 'not base64!', uploadPath: 'a' })
    expect(await run.json(empty)).toMatchObject({ code: 400 })
    expect((await run.books()).uploads).toEqual([])
  })

  it('overwrites an upload of the same name, as KIE does, but not that of another key', async () => {
    const run = await sandbox()
    const named = { uploadPath: 'images', fileName: 'same.png' }
    const first = await run.upload(await disc(256, '#f00'), named)
    const second = await disc(256, '#00f')
    expect((await run.upload(second, named)).data?.downloadUrl).toBe(first.data?.downloadUrl)
    const kept = await (await fetch(String(first.data?.downloadUrl))).arrayBuffer()
    expect(Buffer.from(kept).equals(second)).toBe(true)
    expect((await run.books()).uploads).toHaveLength(1)
  })

  it('keeps control to programs on this machine', async () => {
    const { url } = await sandbox({ dir: folder() })
    const asked = (headers: Record<string, string>, path = 'books') =>
      fetch(`${url}/sandbox/${path}`, { headers })
    expect((await asked({})).status).toBe(200)
    expect((await asked({ origin: 'https://example.com' })).status).toBe(403)
    expect((await asked({}, 'nothing')).status).toBe(404)
    const wrong = { rules: [{ on: 'createTask', act: { explode: true } }] }
    const answer = await fetch(`${url}/sandbox/script`, { method: 'POST', body: JSON.stringify(wrong) })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('explode')
  })
})
