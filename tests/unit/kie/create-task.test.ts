import { createServer as createTcpServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createKie } from '@/lib/kie/client'
import { isValidationText } from '@/lib/kie/outcome'
import { HTML, KEY, kieAnswering, kieThat } from './support'

const task = { model: 'recraft/remove-background', input: { image: 'https://files.example/a.png' } }

const created = async (body: unknown, status = 200, headers: Record<string, string> = {}) => {
  const { kie, seen } = await kieAnswering(body, status, headers)
  const outcome = await kie.createTask(task)
  expect(seen, 'createTask is sent once').toHaveLength(1)
  return outcome
}
const at = (baseUrl: string) => createKie({ baseUrl, uploadUrl: baseUrl, apiKey: KEY })

describe('createTask is accepted', () => {
  it('by a task id alone', async () => {
    const body = { code: 200, msg: 'success', data: { taskId: 'task_recraft_1765177006198' } }
    expect(await created(body)).toEqual({ kind: 'accepted', taskId: 'task_recraft_1765177006198' })
  })

  it('and sends the model, the input and the callback under KIE’s spelling, and nothing else', async () => {
    const { kie, seen } = await kieAnswering({ code: 200, data: { taskId: 'x' } })
    await kie.createTask({ ...task, callBackUrl: 'https://loupe.example/api/kie/callback/j/1/mac' })
    await kie.createTask(task)
    expect(seen.map(({ body }) => JSON.parse(body))).toEqual([
      { ...task, callBackUrl: 'https://loupe.example/api/kie/callback/j/1/mac' },
      task,
    ])
    expect(seen[0]?.headers['content-type']).toBe('application/json')
  })

  it('on a connection of its own, which cannot be one that KIE is closing', async () => {
    const { kie, seen } = await kieAnswering({ code: 200, data: { taskId: 'x' } })
    await kie.createTask(task)
    await kie.createTask(task)
    expect(seen[0]?.socket).not.toBe(seen[1]?.socket)
    expect(seen[0]?.headers.connection).toBe('close')
  })
})

describe('createTask is refused for certain', () => {
  it.each([
    [400, 'invalid'],
    [401, 'unauthorized'],
    [402, 'no_credit'],
    [404, 'not_found'],
    [422, 'invalid'],
    [433, 'quota'],
    [505, 'disabled'],
  ])('by code %i in the body, for ever', async (code, reason) => {
    const refusal = { kind: 'refused', reason, code, message: 'KIE says no', retryAfterMs: null }
    const body = { code, msg: 'KIE says no', data: null }
    expect(await created(body, 200, { 'retry-after': '9' })).toEqual(refusal)
    expect(await created(body, code)).toEqual(refusal)
  })

  it('by 429, until its window has passed', async () => {
    const body = { code: 429, msg: 'Your call frequency is too high. Please try again later.', data: null }
    const refusal = { kind: 'refused', reason: 'rate_limited', code: 429, message: body.msg }
    expect(await created(body)).toEqual({ ...refusal, retryAfterMs: 10_000 })
    expect(await created(body, 429)).toEqual({ ...refusal, retryAfterMs: 10_000 })
    expect(await created(body, 200, { 'retry-after': '7' })).toEqual({ ...refusal, retryAfterMs: 7_000 })
    expect(await created(body, 429, { 'retry-after': '999999' })).toEqual({
      ...refusal,
      retryAfterMs: 900_000,
    })
  })

  it('by 429 with a date', async () => {
    const date = new Date(Date.now() + 42_000).toUTCString()
    const outcome = await created({ code: 429, msg: 'slow' }, 429, { 'retry-after': date })
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'rate_limited' })
    if (outcome.kind !== 'refused') throw new Error('not refused')
    expect(outcome.retryAfterMs).toBeGreaterThan(39_000)
    expect(outcome.retryAfterMs).toBeLessThanOrEqual(42_000)
  })

  it('by 455, for a while', async () => {
    const refusal = { kind: 'refused', reason: 'maintenance', code: 455, message: 'maintenance' }
    expect(await created({ code: 455, msg: 'maintenance' })).toEqual({ ...refusal, retryAfterMs: 60_000 })
    expect(await created({ code: 455, msg: 'maintenance' }, 455, { 'retry-after': '120' })).toEqual({
      ...refusal,
      retryAfterMs: 120_000,
    })
  })

  it.each([
    'aspect_ratio is required',
    'This field is required',
    'image must be a valid URL',
    '参数 image 不能为空',
  ])('by a code 500 that is a validation message: %s', async (msg) => {
    const refusal = { kind: 'refused', reason: 'invalid', code: 500, message: msg, retryAfterMs: null }
    expect(await created({ code: 500, msg, data: null })).toEqual(refusal)
    expect(await created({ code: 500, msg, data: null }, 500)).toEqual(refusal)
  })

  it('with `message` in place of `msg`, and a code in quotes', async () => {
    expect(await created({ code: '422', message: 'model not supported' })).toMatchObject({
      reason: 'invalid',
      code: 422,
      message: 'model not supported',
    })
  })

  it('by HTTP 4xx of a proxy, which never asked KIE', async () => {
    const refusal = { kind: 'refused', code: null }
    expect(await created(HTML, 403)).toEqual({
      ...refusal,
      reason: 'unauthorized',
      message: 'HTTP 403',
      retryAfterMs: null,
    })
    expect(await created(HTML, 429, { 'retry-after': '3' })).toEqual({
      ...refusal,
      reason: 'rate_limited',
      message: 'HTTP 429',
      retryAfterMs: 3_000,
    })
  })

  it('by a redirect, which is not followed', async () => {
    const other = await kieAnswering({ code: 200, data: { taskId: 'elsewhere' } })
    for (const status of [301, 302, 307, 308]) {
      expect(await created('', status, { location: other.url })).toMatchObject({
        reason: 'not_found',
        retryAfterMs: null,
      })
    }
    expect(other.seen).toHaveLength(0)
  })

  it('when no connection opened: port closed, name unknown, no TLS there, stopped before', async () => {
    const { url, kie } = await kieAnswering({})
    const unreachable = { kind: 'refused', reason: 'unreachable', code: null, retryAfterMs: 5_000 }
    expect(await at('http://127.0.0.1:1').createTask(task)).toEqual({
      ...unreachable,
      message: 'no connection to KIE (ECONNREFUSED)',
    })
    expect(await at('http://kie.invalid').createTask(task)).toMatchObject(unreachable)
    expect(await at(url.replace('http:', 'https:')).createTask(task)).toMatchObject(unreachable)
    expect(await kie.createTask(task, AbortSignal.abort())).toMatchObject(unreachable)
  })
})

describe('createTask is uncertain', () => {
  it.each([
    ['a server error', { code: 500, msg: 'Internal server error, please try again later.' }, 200],
    [
      'a server error that mentions a parameter',
      { code: 500, msg: 'Server error: invalid upstream answer' },
      200,
    ],
    ['a server error without words', { code: 500, data: null }, 200],
    ['HTTP 500 of KIE', { code: 500, msg: 'boom' }, 500],
    ['HTTP 503 around a success', { code: 200, data: { taskId: 'x' } }, 503],
    ['a code that no page names', { code: 599, msg: 'odd' }, 200],
    ['HTTP 408', HTML, 408],
    ['HTTP 505, which is not KIE’s 505', HTML, 505],
    ['HTML under HTTP 200', HTML, 200],
    ['HTML under HTTP 502', HTML, 502],
    ['an empty answer', '', 200],
    ['JSON that was cut off', '{"code":200,"msg":"success","data":{"taskId":"e93', 200],
    ['JSON that is no envelope', '[]', 200],
    ['null', 'null', 200],
    ['success without data', { code: 200, msg: 'success', data: null }, 200],
    ['success with an empty task id', { code: 200, msg: 'success', data: { taskId: '' } }, 200],
    ['success with a record id alone', { code: 200, msg: 'success', data: { recordId: 'x' } }, 200],
  ])('after %s', async (_name, body, status) => {
    expect(await created(body, status)).toEqual({ kind: 'uncertain', message: expect.any(String) })
  })

  it('after an answer that ends before its announced length', async () => {
    const { kie } = await kieThat((response) => {
      response.writeHead(200, { 'content-length': '500' })
      response.write('{"code":200,"data":{"taskId":"e931"}}')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await kie.createTask(task)).toMatchObject({ kind: 'uncertain' })
  })

  it('after a reset', async () => {
    const { kie, seen } = await kieThat((_response, { socket }) => socket.resetAndDestroy())
    expect(await kie.createTask(task)).toMatchObject({ kind: 'uncertain' })
    expect(seen).toHaveLength(1)
  })

  it('after a connection that opened and was closed at once', async () => {
    const server = createTcpServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    expect(await at(`http://127.0.0.1:${port}`).createTask(task)).toMatchObject({ kind: 'uncertain' })
  })

  it('after a silence, in bounded time, also in the middle of the answer', async () => {
    const silent = await kieThat(() => undefined, { create: 200 })
    const halting = await kieThat((response) => void response.write('{"code":200,'), { create: 200 })
    const started = Date.now()
    expect(await silent.kie.createTask(task)).toMatchObject({ kind: 'uncertain' })
    expect(await halting.kie.createTask(task)).toMatchObject({ kind: 'uncertain' })
    expect(Date.now() - started).toBeLessThan(3_000)
    expect([silent.seen.length, halting.seen.length]).toEqual([1, 1])
  })

  it('when it is stopped while it hangs', async () => {
    const stop = new AbortController()
    const { kie } = await kieThat(() => stop.abort())
    expect(await kie.createTask(task, stop.signal)).toEqual({
      kind: 'uncertain',
      message: 'stopped while waiting for the answer',
    })
  })

  it('after an answer larger than 2 MB, which is not read to its end', async () => {
    let closed = false
    const { kie } = await kieThat((response) => {
      response.on('close', () => {
        closed = true
      })
      const more = () => {
        while (!closed && response.write(' '.repeat(65_536)));
        if (!closed) response.once('drain', more)
      }
      more()
    })
    expect(await kie.createTask(task)).toEqual({ kind: 'uncertain', message: 'answer over 2097152 bytes' })
    await expect.poll(() => closed).toBe(true)
  })
})

describe('a validation message', () => {
  it.each([
    'prompt exceeds the maximum length of 5000',
    'The value of resolution is not supported',
    'duration must be between 4 and 15',
    'image_urls: too many items',
  ])('is told from trouble: %s', (message) => expect(isValidationText(message)).toBe(true))

  it.each([
    '',
    'success',
    'Server exception, please try again later or contact customer service',
    'connection is required but timed out',
    'internal error: invalid state',
    '系统内部错误：参数为空',
  ])('is not: %s', (message) => expect(isValidationText(message)).toBe(false))
})
