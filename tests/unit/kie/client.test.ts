import { describe, expect, it } from 'vitest'
import { createKie } from '@/lib/kie/client'
import { parseRetryAfter } from '@/lib/kie/request'
import { HTML, KEY, kieAnswering } from './support'

describe('credit', () => {
  it.each([
    [5916.25, 5_916_250],
    [5454.65, 5_454_650],
    [0.29, 290],
    [1.001, 1_001],
    [7, 7_000],
    [0, 0],
    [-1.5, -1_500],
    [1.00099, 1_000],
  ])('%f is %i thousandths', async (data, thousandths) => {
    const { kie } = await kieAnswering({ code: 200, msg: 'success', data })
    expect(await kie.credit()).toEqual({ kind: 'balance', thousandths })
  })

  it('may be refused or not to be had', async () => {
    const ask = async (body: unknown) => (await kieAnswering(body)).kie.credit()
    expect(await ask({ code: 401, msg: 'no' })).toMatchObject({ kind: 'refused', reason: 'unauthorized' })
    for (const body of [
      { code: 200, data: null },
      { code: 200, data: '5' },
      HTML,
      { code: 500, msg: 'boom' },
    ]) {
      expect(await ask(body)).toMatchObject({ kind: 'unavailable' })
    }
  })
})

describe('downloadUrl', () => {
  it('is a bare URL', async () => {
    const { kie, seen } = await kieAnswering({
      code: 200,
      msg: 'success',
      data: 'https://dl.example/x?sig=1',
    })
    expect(await kie.downloadUrl('https://tempfile.example/x.png')).toEqual({
      kind: 'link',
      url: 'https://dl.example/x?sig=1',
    })
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ url: 'https://tempfile.example/x.png' })
  })

  it('must be http', async () => {
    for (const data of ['ftp://a/b', 'nonsense', null, { url: 'https://a/b' }]) {
      const { kie } = await kieAnswering({ code: 200, data })
      expect(await kie.downloadUrl('https://a/b')).toMatchObject({ kind: 'unavailable' })
    }
  })
})

describe('the key', () => {
  const every = (kie: ReturnType<typeof createKie>) =>
    Promise.all([
      kie.createTask({ model: 'm', input: {} }),
      kie.recordInfo('t1'),
      kie.credit(),
      kie.downloadUrl('https://a/b'),
      kie.uploadBase64({ base64: '', name: 'a', path: 'b' }),
      kie.uploadFromUrl({ url: 'https://a/b', name: 'a', path: 'b' }),
      kie.uploadStream({ bytes: Buffer.from('x'), name: 'a', path: 'b', mime: 'image/png' }),
    ])

  it.each([401, 422, 429, 500, 501])('is in no message when KIE echoes it with code %i', async (code) => {
    const msg = `Authentication failed for Bearer ${KEY}, key ${KEY}`
    const { kie } = await kieAnswering({ code, msg, data: { state: 'fail', failMsg: msg, failCode: KEY } })
    const outcomes = await every(kie)
    expect(JSON.stringify(outcomes)).not.toContain(KEY)
    expect(JSON.stringify(outcomes)).toContain('Authentication failed for Bearer [removed], key [removed]')
  })

  it('is in no message of a failed task', async () => {
    const { kie } = await kieAnswering({
      code: 200,
      data: { state: 'fail', failMsg: `bad ${KEY}`, failCode: `c ${KEY}` },
    })
    expect(await kie.recordInfo('t1')).toMatchObject({ code: 'c [removed]', message: 'bad [removed]' })
  })

  it('is in no message when there is no KIE', async () => {
    const nowhere = 'http://127.0.0.1:1'
    const outcomes = await every(createKie({ baseUrl: nowhere, uploadUrl: nowhere, apiKey: KEY }))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', ...Array(6).fill('unavailable')])
    expect(JSON.stringify(outcomes)).not.toContain(KEY)
  })

  it('that no header can carry is refused at once, unnamed', () => {
    const endpoint = { baseUrl: 'http://127.0.0.1:1', uploadUrl: 'http://127.0.0.1:1', apiKey: `${KEY}\nx` }
    expect(() => createKie(endpoint)).toThrow(/^KIE_API_KEY holds characters that no header can carry$/)
  })

  it('may be missing, with a sandbox', async () => {
    const { url, seen } = await kieAnswering({ code: 200, data: 1 })
    expect(await createKie({ baseUrl: url, uploadUrl: url, apiKey: '' }).credit()).toMatchObject({
      kind: 'balance',
    })
    expect(seen[0]?.headers.authorization).toBeUndefined()
  })
})

it('long words of KIE are cut', async () => {
  const { kie } = await kieAnswering({ code: 422, msg: 'x'.repeat(100_000) })
  const outcome = await kie.credit()
  expect(outcome.kind === 'refused' && outcome.message.length).toBe(500)
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-21T10:00:00Z')
  it.each([
    [undefined, null],
    ['', null],
    ['soon', null],
    ['7', 7_000],
    ['1.5', 1_500],
    ['0', 1_000],
    ['86400', 900_000],
    ['Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 1_000],
    ['Sat, 21 Nov 2030 10:00:00 GMT', 900_000],
  ])('%s is %s ms', (header, wait) => expect(parseRetryAfter(header, now)).toBe(wait))
})
