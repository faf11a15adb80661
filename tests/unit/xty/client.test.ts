import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createXty } from '@/lib/xty/client'
import { disc, sandbox } from '../sandbox/talk'

const KEY = 'sk-not-a-real-key-0123456789'

type Run = Awaited<ReturnType<typeof sandbox>>

/** A sandbox with a picture in it, and the client that asks it. */
async function ready() {
  const run = await sandbox({ minMs: 0 })
  const url = await run.uploaded(await disc())
  const xty = createXty({ baseUrl: run.url, apiKey: KEY }, { timeoutMs: 5_000 })
  return { run, xty, picture: { url }, ask: () => xty.removeBackground({ picture: { url } }) }
}
const counted = async (run: Run) => {
  const books = (await (await fetch(`${run.url}/sandbox/books`)).json()) as {
    xty: { calls: number; billed: number }
  }
  return books.xty
}

/** Somebody who answers in one way, and what was sent there. */
async function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const seen: { headers: Record<string, unknown>; body: string }[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    seen.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = () =>
    createXty({ baseUrl, apiKey: KEY }).removeBackground({ picture: { url: 'https://a.example/x.png' } })
  return { ask, seen }
}

describe('a picture', () => {
  it('comes back without its background, by address or in the request', async () => {
    const { run, xty, picture } = await ready()
    const dataUrl = `data:image/png;base64,${(await disc()).toString('base64')}`
    for (const given of [picture, { dataUrl }]) {
      const outcome = await xty.removeBackground({ picture: given, text: 'a red disc' })
      expect(outcome).toMatchObject({ kind: 'made' })
      const bytes = Buffer.from(await (await fetch('url' in outcome ? outcome.url : '')).arrayBuffer())
      const corner = await sharp(bytes).extract({ left: 2, top: 2, width: 1, height: 1 }).raw().toBuffer()
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', hasAlpha: true, width: 256 })
      expect(corner[3]).toBe(0)
    }
    expect(await counted(run)).toEqual({ calls: 2, billed: 2 })
  })

  it('has a link that may be dead already', async () => {
    const { run, ask } = await ready()
    await run.script([{ on: 'xty', act: { linkMs: 0 } }])
    const outcome = await ask()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await fetch('url' in outcome ? outcome.url : '')).status).toBe(404)
  })

  it('is asked for as the document says', async () => {
    const { ask, seen } = await answering(200, {
      choices: [{ message: { content: 'https://a.example/y.png' } }],
    })
    expect(await ask()).toEqual({ kind: 'made', url: 'https://a.example/y.png' })
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      model: 'remove-bg',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a person' },
            { type: 'image_url', image_url: { url: 'https://a.example/x.png' } },
          ],
        },
      ],
    })
  })

  it('is found among words, but not among several links', async () => {
    const said = async (content: string) =>
      (await answering(200, { choices: [{ message: { content } }] })).ask()
    const made = { kind: 'made', url: 'https://a.example/y.png?k=1' }
    expect(await said(' https://a.example/y.png?k=1\n')).toEqual(made)
    expect(await said('![picture](https://a.example/y.png?k=1)')).toEqual(made)
    for (const wrong of [
      'https://a.example/1.png https://a.example/2.png',
      'ftp://a.example/1.png',
      '',
      'done',
    ]) {
      expect(await said(wrong), wrong).toMatchObject({ kind: 'uncertain' })
    }
  })
})

describe('a refusal', () => {
  it('is certain: no picture, one that is too large or broken, a wrong model', async () => {
    const { run, xty } = await ready()
    const huge = `data:image/png;base64,${Buffer.alloc(11 * 1_048_576).toString('base64')}`
    expect(await xty.removeBackground({ picture: { dataUrl: huge } })).toMatchObject({
      kind: 'refused',
      reason: 'too_large',
      retryAfterMs: null,
    })
    expect(await counted(run), 'not even sent').toEqual({ calls: 0, billed: 0 })
    for (const url of [
      `${run.url}/files/none.png`,
      'https://example.com/x.png',
      'data:image/png;base64,AAAA',
    ]) {
      const outcome = await xty.removeBackground({ picture: { url } })
      expect(outcome, url).toMatchObject({ kind: 'refused', reason: 'invalid', retryAfterMs: null })
    }
    expect((await counted(run)).billed).toBe(0)
  })

  it('needs a picture, whatever the HTTP status', async () => {
    const error = {
      message: 'remove-bg模型需要图片,请在请求中包含图片',
      type: 'invalid_request_error',
      param: null,
      code: null,
    }
    for (const status of [200, 400]) {
      const outcome = await (await answering(status, { error })).ask()
      expect(outcome).toEqual({
        kind: 'refused',
        reason: 'invalid',
        message: error.message,
        retryAfterMs: null,
      })
    }
  })

  it.each([
    [401, { error: { message: 'x', code: 'invalid_api_key' } }, 'unauthorized'],
    [403, 'no', 'unauthorized'],
    [402, {}, 'no_credit'],
    [400, { error: { message: 'x', type: 'insufficient_quota' } }, 'no_credit'],
    [200, { error: { message: 'x', code: 'insufficient_user_quota' } }, 'no_credit'],
    [404, { error: { message: 'x', code: 'model_not_found' } }, 'not_found'],
    [307, '', 'not_found'],
    [413, '<html>too large</html>', 'too_large'],
    [422, { error: { message: 'x' } }, 'invalid'],
  ])('%i %j is %s', async (status, body, reason) => {
    const outcome = await (await answering(status, body, { location: 'http://127.0.0.1:9/' })).ask()
    expect(outcome).toMatchObject({ kind: 'refused', reason, retryAfterMs: null })
  })

  it('passes when it is about the pace', async () => {
    const { run, ask } = await ready()
    await run.script([{ on: 'xty', act: { status: 429, retryAfter: 7 } }])
    expect(await ask()).toMatchObject({ kind: 'refused', reason: 'rate_limited', retryAfterMs: 7_000 })
    expect(await ask()).toMatchObject({ kind: 'made' })
  })
})

describe('what never arrived', () => {
  it('is unavailable, for certain', async () => {
    const xty = createXty({ baseUrl: 'http://127.0.0.1:9', apiKey: KEY })
    const outcome = await xty.removeBackground({ picture: { url: 'https://a.example/x.png' } })
    expect(outcome).toEqual({
      kind: 'unavailable',
      message: 'no connection to XTY (ECONNREFUSED)',
      retryAfterMs: 5_000,
    })
    const { xty: other, picture } = await ready()
    const stopped = await other.removeBackground({ picture }, AbortSignal.abort())
    expect(stopped).toMatchObject({ kind: 'unavailable' })
  })
})

describe('what is not known', () => {
  it('is uncertain, and never asked again', async () => {
    const acts = [
      { lost: true },
      { reset: true },
      { cut: true },
      { html: true },
      { html: true, status: 502, accept: true },
      { status: 500 },
      { status: 503, retryAfter: 1 },
      { status: 500, error: { message: 'x', type: 'invalid_request_error' } },
      { error: { message: 'something', type: 'new_api_error' } },
      { noChoice: true },
      { content: 'I cannot do that.' },
    ]
    for (const act of acts) {
      const { run, ask } = await ready()
      await run.script([{ on: 'xty', act }])
      expect(await ask(), JSON.stringify(act)).toMatchObject({
        kind: 'uncertain',
        message: expect.any(String),
      })
      const { calls } = await counted(run)
      expect(calls, JSON.stringify(act)).toBeLessThanOrEqual(1)
      await run.close()
    }
  })

  it('lost its answer after the work was done, and took too long', async () => {
    const { run, picture, ask } = await ready()
    await run.script([{ on: 'xty', act: { lost: true } }])
    await ask()
    expect(await counted(run)).toEqual({ calls: 1, billed: 1 })
    await run.script([{ on: 'xty', act: { hang: true } }])
    const hasty = createXty({ baseUrl: run.url, apiKey: KEY }, { timeoutMs: 200 })
    expect(await hasty.removeBackground({ picture })).toMatchObject({ kind: 'uncertain' })
    await run.script([{ on: 'xty', act: { hang: true } }])
    const stop = AbortSignal.timeout(200)
    const { xty } = { xty: createXty({ baseUrl: run.url, apiKey: KEY }) }
    expect(await xty.removeBackground({ picture }, stop)).toMatchObject({ kind: 'uncertain' })
  })
})

describe('the key', () => {
  it('is in no message, even when XTY repeats it', async () => {
    const error = { message: `Incorrect API key provided: ${KEY}`, type: 'invalid_request_error' }
    const { ask } = await answering(401, { error })
    const outcome = await ask()
    expect(JSON.stringify(outcome)).not.toContain(KEY)
    expect(outcome).toMatchObject({ message: 'Incorrect API key provided: [removed]' })
  })

  it('must fit a header', () => {
    expect(() => createXty({ baseUrl: 'http://x', apiKey: 'a b' })).toThrow('XTY_API_KEY')
    expect(() => createXty({ baseUrl: 'http://x', apiKey: '' })).toThrow('XTY_API_KEY')
  })

  it('is asked for by the sandbox', async () => {
    const run = await sandbox()
    const answer = await fetch(`${run.url}/v1/chat/completions`, { method: 'POST', body: '{}' })
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'invalid_api_key' } }])
  })
})
