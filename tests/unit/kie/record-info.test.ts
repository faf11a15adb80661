import { describe, expect, it } from 'vitest'
import { createKie } from '@/lib/kie/client'
import { HTML, KEY, kieAnswering, kieThat, recordOf } from './support'

const asked = async (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (await kieAnswering(body, status, headers)).kie.recordInfo('t1')
const success = (data: object) => recordOf({ state: 'success', ...data })
const made = (result: unknown) => success({ resultJson: JSON.stringify(result) })

describe('a running task', () => {
  it.each(['waiting', 'queuing', 'generating'])('is %s', async (state) => {
    expect(await recordOf({ state, resultJson: '', costTime: null })).toEqual({
      kind: 'running',
      stage: state,
      model: 'm',
      param: null,
    })
  })

  it('carries what we asked for, be it a JSON text or an object', async () => {
    const param = { model: 'm', callBackUrl: 'https://loupe.example/cb', input: '{"image":"https://a/b"}' }
    const known = { param: { model: 'm', callBackUrl: 'https://loupe.example/cb' } }
    expect(await recordOf({ state: 'waiting', param: JSON.stringify(param) })).toMatchObject(known)
    expect(await recordOf({ state: 'waiting', param })).toMatchObject(known)
    expect(await recordOf({ state: 'waiting', param: '{"model":' })).toMatchObject({ param: null })
    expect(await recordOf({ state: 'waiting', param: { model: 7 } })).toMatchObject({ param: {} })
  })

  it('is asked for by its encoded id', async () => {
    const { kie, seen } = await kieAnswering({ code: 200, data: { state: 'waiting' } })
    await kie.recordInfo('a/b&c=d')
    expect(seen[0]?.url).toBe('/api/v1/jobs/recordInfo?taskId=a%2Fb%26c%3Dd')
  })
})

describe('a success', () => {
  it('takes seconds, not milliseconds', async () => {
    const resultJson = '{"resultUrls":["https://a.example/1.png"]}'
    expect(await success({ resultJson, costTime: 12 })).toMatchObject({ costMs: 12_000 })
    const times = { createTime: 1777539190339, completeTime: 1777539202339 }
    expect(await success({ resultJson, costTime: null, ...times })).toMatchObject({ costMs: 12_000 })
    expect(await success({ resultJson })).toMatchObject({ costMs: null })
  })

  it('has several URLs on hosts that nobody listed, each once, in order', async () => {
    const urls = [
      'https://unheard-of.example/a.png',
      'http://127.0.0.1:3939/b.png',
      'https://b.example/ü.png?x=1',
    ]
    expect(await made({ resultUrls: [...urls, urls[0]] })).toMatchObject({ kind: 'success', urls, texts: [] })
    expect(await made({ resultUrls: urls[0] })).toMatchObject({ kind: 'success', urls: [urls[0]] })
  })

  it('loses what is no http URL', async () => {
    const good = 'https://a.example/1.png'
    const bad = [
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
      'javascript:alert(1)',
      '/1.png',
      '',
      null,
      7,
      { url: good },
    ]
    expect(await made({ resultUrls: [...bad, good] })).toMatchObject({ kind: 'success', urls: [good] })
    expect(await made({ resultUrls: bad })).toMatchObject({ kind: 'fail', code: 'empty_result' })
  })

  it('prefers `response`, else opens `resultJson`, a text, an object or twice wrapped', async () => {
    const of = (name: string) => ({ resultUrls: [`https://a.example/${name}.png`] })
    const urls = (name: string) => ({ kind: 'success', urls: of(name).resultUrls })
    const text = JSON.stringify(of('json'))
    expect(await success({ response: of('response'), resultJson: text })).toMatchObject(urls('response'))
    expect(await success({ response: of('response'), resultJson: 'rubbish' })).toMatchObject(urls('response'))
    for (const response of [null, {}, 'rubbish', []]) {
      expect(await success({ response, resultJson: text })).toMatchObject(urls('json'))
    }
    expect(await success({ resultJson: of('json') })).toMatchObject(urls('json'))
    expect(await success({ resultJson: JSON.stringify(text) })).toMatchObject(urls('json'))
  })

  it('without a result is a failure of its own kind', async () => {
    const empty = { kind: 'fail', code: 'empty_result', creditsConsumed: 1_000, model: 'm' }
    for (const resultJson of [
      '',
      ' ',
      null,
      undefined,
      'null',
      '{}',
      '{"resultUrls":[]}',
      '{"resultObject":{}}',
    ]) {
      expect(await success({ resultJson, creditsConsumed: 1 }), `resultJson ${resultJson}`).toMatchObject(
        empty,
      )
    }
  })

  it('with rubbish for a result is another', async () => {
    for (const resultJson of ['<html>', '{"resultUrls":["https://a', '[]', '"text"', 7, true]) {
      expect(await success({ resultJson }), `resultJson ${resultJson}`).toMatchObject({
        kind: 'fail',
        code: 'unreadable_result',
      })
    }
    const bottomless = `{"resultObject":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(await success({ resultJson: bottomless })).toMatchObject({ kind: 'fail' })
  })

  it('may be a text or a structure', async () => {
    const resultObject = { language: 'en', segments: [{ text: 'hi', at: 0.5 }] }
    expect(await made({ resultObject })).toMatchObject({
      kind: 'success',
      urls: [],
      texts: [JSON.stringify(resultObject)],
    })
    const masks = { mask_urls: ['https://files.example/a.png', 'not https://files.example/b.png'] }
    expect(await made({ resultObject: masks })).toMatchObject({
      urls: ['https://files.example/a.png'],
      texts: [JSON.stringify(masks)],
    })
    expect(await made({ resultObject: 'a plain text' })).toMatchObject({
      kind: 'success',
      texts: ['a plain text'],
    })
  })

  it('may have frames, which come last, and marked copies, which do not come', async () => {
    const [film, first, last] = [
      'https://a.example/film.mp4',
      'https://a.example/f.png',
      'https://a.example/l.png',
    ]
    const frames = { lastFrameUrl: [last], firstFrameUrl: first, resultUrls: [film] }
    expect(await made(frames)).toMatchObject({ urls: [film, first, last] })
    const marked = { resultUrls: [film], resultWaterMarkUrls: ['https://a.example/marked.mp4'] }
    expect(await made(marked)).toMatchObject({ urls: [film] })
  })

  it('may be music', async () => {
    const track = (n: number) => ({
      audio_url: `https://a.example/${n}.mp3`,
      stream_audio_url: 'https://a.example/s',
      image_url: 'https://a.example/cover.jpg',
      title: 'a',
      duration: 61.2,
    })
    expect(await success({ response: { data: [track(1), track(2)] } })).toMatchObject({
      kind: 'success',
      urls: ['https://a.example/1.mp3', 'https://a.example/2.mp3'],
    })
  })

  it('tells what KIE billed in thousandths, rounded up, under either name', async () => {
    const billed = async (fields: object) => {
      const outcome = await success({ resultJson: '{"resultUrls":["https://a.example/1.png"]}', ...fields })
      return outcome.kind === 'success' ? outcome.creditsConsumed : outcome
    }
    expect(await billed({ creditsConsumed: 1.23 })).toBe(1_230)
    expect(await billed({ creditsConsumed: 0.0001 })).toBe(1)
    expect(await billed({ creditsConsumed: 0 })).toBe(0)
    expect(await billed({ consumeCredits: 4.5, remainedCredits: 100 })).toBe(4_500)
    for (const creditsConsumed of [null, -1, 'many', 1e300])
      expect(await billed({ creditsConsumed })).toBeNull()
    expect(await billed({})).toBeNull()
  })

  it('is not hidden by odd ornaments', async () => {
    const odd = {
      model: 7,
      failCode: {},
      failMsg: [],
      costTime: 'long',
      createTime: null,
      updateTime: {},
      param: 5,
    }
    expect(await success({ ...odd, resultJson: '{"resultUrls":["https://a.example/1.png"]}' })).toMatchObject(
      {
        kind: 'success',
        model: null,
        param: null,
        costMs: null,
      },
    )
  })
})

describe('a failure', () => {
  it('has KIE’s code and words', async () => {
    const fail = {
      state: 'fail',
      resultJson: null,
      failCode: '422',
      failMsg: 'prohibited content',
      creditsConsumed: 0.5,
    }
    expect(await recordOf(fail)).toEqual({
      kind: 'fail',
      code: '422',
      message: 'prohibited content',
      creditsConsumed: 500,
      model: 'm',
      param: null,
    })
    expect(await recordOf({ ...fail, failCode: 500 })).toMatchObject({ code: '500' })
  })

  it('may have neither', async () => {
    for (const nothing of [null, '', undefined]) {
      expect(await recordOf({ state: 'fail', failCode: nothing, failMsg: nothing })).toMatchObject({
        kind: 'fail',
        code: 'generation_failed',
        message: 'KIE gave no reason',
        creditsConsumed: null,
      })
    }
  })

  it('may be told by the envelope', async () => {
    expect(await asked({ code: 408, msg: 'upstream silent', data: null })).toMatchObject({
      kind: 'fail',
      code: '408',
      message: 'upstream silent',
    })
    expect(await asked({ code: 501, msg: 'generation failed' })).toMatchObject({ kind: 'fail', code: '501' })
    const envelope = { code: 501, msg: 'Playground task failed.' }
    const data = { state: 'fail', failCode: '500', failMsg: 'Internal server error' }
    expect(await recordOf(data, envelope)).toMatchObject({
      code: '500',
      message: 'Internal server error',
      model: 'm',
    })
  })
})

describe('an unknown task', () => {
  it.each([
    [422, 200, 'recordInfo is null'],
    [422, 422, 'recordInfo is null'],
    [404, 404, 'Task not found'],
  ])('is code %i under HTTP %i', async (code, status, msg) => {
    expect(await asked({ code, msg, data: null }, status)).toEqual({ kind: 'unknown' })
  })
})

describe('nothing is learned about a task', () => {
  it.each([401, 402, 403, 429, 433, 455, 500, 505, 599])('by code %i', async (code) => {
    expect(await asked({ code, msg: 'not now', data: null })).toEqual({
      kind: 'unavailable',
      message: 'not now',
      retryAfterMs: { 429: 10_000, 455: 60_000 }[code] ?? 0,
    })
  })

  it.each([404, 408, 422, 500, 501, 502, 503])('by HTTP %i of something before KIE', async (status) => {
    expect(await asked(HTML, status)).toEqual({
      kind: 'unavailable',
      message: `HTTP ${status}`,
      retryAfterMs: 0,
    })
  })

  it.each([
    ['HTML', HTML],
    ['cut-off JSON', '{"code":200,"data":{"state":"success"'],
    ['no record', { code: 200, msg: 'success', data: null }],
    ['a state that no page names', { code: 200, data: { state: 'paused' } }],
    ['another task’s record', { code: 200, data: { taskId: 't2', state: 'success' } }],
  ])('by %s', async (_name, body) => {
    expect(await asked(body)).toMatchObject({ kind: 'unavailable', retryAfterMs: 0 })
  })

  it('by a validation text or trouble under code 500 alike', async () => {
    expect(await asked({ code: 500, msg: 'taskId is required' })).toMatchObject({ kind: 'unavailable' })
  })

  it('without a connection, a reset, a silence, a stop', async () => {
    const nowhere = createKie({ baseUrl: 'http://127.0.0.1:1', uploadUrl: 'http://127.0.0.1:1', apiKey: KEY })
    expect(await nowhere.recordInfo('t1')).toMatchObject({ kind: 'unavailable', retryAfterMs: 5_000 })
    const resetting = await kieThat((_response, { socket }) => socket.resetAndDestroy())
    expect(await resetting.kie.recordInfo('t1')).toMatchObject({ kind: 'unavailable', retryAfterMs: 0 })
    const silent = await kieThat(() => undefined, { ask: 100 })
    expect(await silent.kie.recordInfo('t1')).toMatchObject({ kind: 'unavailable', retryAfterMs: 0 })
    const stop = new AbortController()
    const hanging = await kieThat(() => stop.abort())
    expect(await hanging.kie.recordInfo('t1', stop.signal)).toMatchObject({ kind: 'unavailable' })
  })

  it('and KIE’s wish is honoured', async () => {
    expect(await asked(HTML, 503, { 'retry-after': '30' })).toMatchObject({ retryAfterMs: 30_000 })
    expect(await asked({ code: 429, msg: 'slow' }, 200, { 'retry-after': '2' })).toMatchObject({
      retryAfterMs: 2_000,
    })
  })
})
