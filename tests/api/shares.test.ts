import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShareView } from '@/lib/share/schema'
import { type App, startApp } from '@/tests/support/app'
import { type Answer, Client, COFFEE, signedIn, UPSCALE } from '@/tests/support/client'
import { BROWSER, bare, keysOf, open, send } from '@/tests/support/link-visitors'
import { expectRefusal } from '@/tests/support/refusals'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

// What a link shows, to whom, and what it never gives: tried from outside.

const CANARY = 'canary-48.8583N-2.2945E'

let app: App
let sandbox: Sandbox
let ann: Client
let ben: Client
/** Results of ann's: a cut-out, and an upscaled one. */
let results: string[]
let originals: string[]

beforeAll(async () => {
  sandbox = await startSandboxProcess()
  app = await startApp({ env: sandbox.env })
  ann = await signedIn(app.url, 'ann')
  ben = await signedIn(app.url, 'ben')
  const marked = await sharp(COFFEE)
    .resize(1_000)
    .jpeg()
    .withExif({ IFD0: { Artist: CANARY, ImageDescription: CANARY } })
    .toBuffer()
  const jobs = []
  for (const model of [undefined, UPSCALE]) {
    const file = await ann.upload(marked, `${CANARY}.jpg`)
    jobs.push(await ann.follow((await ann.submit(file.id, model ? { model } : {})).id))
  }
  results = jobs.map((job) => job.outputs[0]?.id ?? '')
  originals = jobs.map((job) => job.inputs[0]?.id ?? '')
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
})

type Made = { share: ShareView; url: string }
const trying = (asked: object, who = ann) => who.call<Made>('POST', '/api/shares', { json: asked })

async function share(asked: object = {}): Promise<ShareView & { path: string }> {
  const made = await trying({ items: results, ...asked })
  if (made.status !== 201) throw new Error(`share: ${made.status} ${made.text}`)
  expect(made.body.url).toBe(app.url + made.body.share.path)
  return { ...made.body.share, path: made.body.share.path ?? '' }
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const visitor = () => new Client(app.url)
const mine = async () => (await ann.call<{ shares: ShareView[] }>('GET', '/api/shares')).body.shares

describe('making', () => {
  test('only own results can be shared; the answer names the field', async () => {
    for (const asked of [{ items: results }, { items: ['0'.repeat(26)] }, { boardId: 'x' }]) {
      const refused = expectRefusal(await trying(asked, ben), 'en')
      expect([refused.code, Object.keys(refused.fields ?? {})]).toEqual([
        'not_found',
        [Object.keys(asked)[0]],
      ])
    }
    expect(expectRefusal(await trying({ items: originals }), 'en').code).toBe('not_found')
    for (const wrong of [
      {},
      { items: [] },
      { items: results, boardId: 'x' },
      { items: results, expiresInDays: 0 },
      { items: results, maxViews: 1.5 },
      { items: results, password: '1234567' },
      { items: results, title: 'x'.repeat(121) },
      { items: results, userId: 'x' },
    ]) {
      expect((await trying(wrong)).status, JSON.stringify(wrong)).toBe(400)
    }
  })

  test('a link is its owner’s to list and to end', async () => {
    const { id, path } = await share()
    expect((await mine()).some((one) => one.id === id)).toBe(true)
    expect((await ben.call('GET', '/api/shares')).text).not.toContain(id)
    expect((await ben.call('DELETE', `/api/shares/${id}`)).status).toBe(404)
    const page = await open(visitor(), path)
    const file = `${path}/f/${keysOf(page)[0]}/view`
    const picture = await visitor().fetch('GET', file)
    expect(picture.headers.get('cache-control')).toBe('private, no-cache')
    const etag = picture.headers.get('etag') ?? ''
    expect((await visitor().call('GET', file, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await ann.call('DELETE', `/api/shares/${id}`)).status).toBe(204)
    expect((await ann.call('DELETE', `/api/shares/${id}`)).status).toBe(404)
    for (const ask of [path, file, `${path}/embed`]) expect((await open(visitor(), ask)).status).toBe(404)
    expect((await visitor().call('GET', file, { headers: { 'if-none-match': etag } })).status).toBe(404)
  })
})

describe('the page', () => {
  test('tells titles as text, in meta tags too, and nothing of ours', async () => {
    const title = `0;url=https://evil.example" http-equiv="refresh"><script>alert(1)</script>`
    const { path } = await share({ title, showsOriginal: true, showsSettings: true, allowsDownload: true })
    const page = await open(visitor(), path)
    expect(page.text).toContain('0;url=https://evil.example&quot; http-equiv=&quot;refresh&quot;')
    expect(page.text).not.toMatch(/http-equiv="|<script>alert|evil\.example"/)
    expect(page.text).toContain(`<meta property="og:image" content="${app.url}${path}/f/`)
    const told = page.text + JSON.stringify([...page.headers])
    for (const secret of [...results, ...originals, CANARY, 'ann@', '/api/'])
      expect(told).not.toContain(secret)
    const nonce = /nonce="([^"]+)"/.exec(page.text)?.[1]
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(page.text).not.toMatch(/ style="| on\w+="/)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-robots-tag')).toBe('noindex')
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    expect(page.headers.get('cache-control')).toBe('private, no-store')
  })

  test('speaks the visitor’s language', async () => {
    const { path } = await share()
    expect((await open(new Client(app.url, 'ru'), path)).text).toContain('<html lang="ru">')
    expect((await open(new Client(app.url, 'ru'), `${path}?lang=zh`)).text).toContain('<html lang="zh-Hans">')
  })

  test('is framed by others at one address alone', async () => {
    const [plain, guarded] = [await share(), await share({ password: 'a secret' })]
    const frame = await open(visitor(), `${plain.path}/embed`)
    expect(frame.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect([frame.status, frame.headers.get('x-frame-options')]).toEqual([200, null])
    expect((await open(visitor(), `${guarded.path}/embed`)).status).toBe(404)
  })
})

describe('the bytes', () => {
  test('to look only: a small picture; no original, no full size, no other result', async () => {
    const { path } = await share({ items: [results[1]] })
    const [key = ''] = keysOf(await open(visitor(), path))
    const view = await visitor().fetch('GET', `${path}/f/${key}/view`)
    const { width = 0, format } = await sharp(await bytesOf(view)).metadata()
    expect([width, format, view.headers.get('content-type')]).toEqual([1_600, 'webp', 'image/webp'])
    expect(view.headers.get('content-disposition')).toContain('inline; filename="result-1.webp"')
    for (const part of ['before', 'full', 'media', 'original', 'clean', 'peaks', 'view%2F..%2Ffull']) {
      expect((await open(visitor(), `${path}/f/${key}/${part}`)).status, part).toBe(404)
    }
    for (const other of [results[0], results[1], originals[0], 'x', '1']) {
      expect((await open(visitor(), `${path}/f/${other}/view`)).status, other).toBe(404)
    }
    const both = await share({ showsOriginal: true, allowsDownload: true })
    const foreign = keysOf(await open(visitor(), both.path))
    for (const one of foreign) expect((await open(visitor(), `${path}/f/${one}/view`)).status).toBe(404)
  })

  test('have no metadata, a fixed type, and are nothing that runs', async () => {
    const { path } = await share({ showsOriginal: true, allowsDownload: true })
    const keys = keysOf(await open(visitor(), path))
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      for (const part of ['view', 'thumb', 'before', 'full']) {
        const file = await visitor().fetch('GET', `${path}/f/${key}/${part}`)
        const bytes = await bytesOf(file)
        expect(file.status, part).toBe(200)
        expect(bytes.includes(CANARY), part).toBe(false)
        const { exif, xmp, iptc, comments } = await sharp(bytes).metadata()
        expect([exif, xmp, iptc, comments], part).toEqual([undefined, undefined, undefined, undefined])
        expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
        expect(file.headers.get('x-content-type-options')).toBe('nosniff')
        expect(file.headers.get('cross-origin-resource-policy')).toBe('same-origin')
        expect(file.headers.get('content-type')).toMatch(/^image\/(webp|png|jpeg)$/)
        expect(JSON.stringify([...file.headers])).not.toContain(CANARY)
      }
    }
    const full = await visitor().fetch('GET', `${path}/f/${keys[1]}/full`)
    expect(full.headers.get('content-disposition')).toMatch(/^attachment; filename="result-2\./)
    const { width = 0 } = await sharp(await bytesOf(full)).metadata()
    expect(width).toBeGreaterThan(1_600)
  })

  test('come in ranges and as a head alone, as they are allowed', async () => {
    const { path } = await share({ allowsDownload: true })
    const [key] = keysOf(await open(visitor(), path))
    const file = `${path}/f/${key}/full`
    const got = (method: string, headers = {}) => visitor().fetch(method, file, { headers })
    const [answer, part, head] = [
      await got('GET'),
      await got('GET', { range: 'bytes=5-14' }),
      await got('HEAD'),
    ]
    const [whole, some, none] = [await bytesOf(answer), await bytesOf(part), await bytesOf(head)]
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-14/${whole.length}`])
    expect([some.equals(whole.subarray(5, 15)), head.status, none.length]).toEqual([true, 200, 0])
    const lengths = [answer, part, head].map(({ headers }) => headers.get('content-length'))
    expect(lengths).toEqual([String(whole.length), '10', String(whole.length)])
    const beyond = await visitor().fetch('GET', file, { headers: { range: `bytes=${whole.length}-` } })
    expect(beyond.status).toBe(416)
    const closed = await share({ password: 'a secret' })
    for (const method of ['GET', 'HEAD']) {
      const path = `${closed.path}/f/${key}/view`
      const answer = await visitor().fetch(method, path, { headers: { range: 'bytes=0-9' } })
      expect([answer.status, answer.headers.get('content-range')]).toEqual([404, null])
      await answer.arrayBuffer()
    }
  })
})

describe('views', () => {
  test('an open link counts a person once an hour, and no machine', async () => {
    const { id, path } = await share()
    const one = visitor()
    for (let n = 0; n < 3; n++) await open(one, path)
    for (const agent of ['WhatsApp/2.23', 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'curl/8']) {
      await visitor().call('GET', path, { headers: { 'user-agent': agent } })
    }
    await visitor().fetch('HEAD', path, { headers: BROWSER })
    await open(visitor(), path)
    const seen = { views: 2, lastViewAt: expect.any(String) }
    expect((await mine()).find((link) => link.id === id)).toMatchObject(seen)
  })

  test('a link of three views opens for three of twenty at once; asking alone uses none up', async () => {
    const { id, path } = await share({ maxViews: 3 })
    const people = Array.from({ length: 20 }, visitor)
    const doors = await Promise.all(people.map((who) => open(who, path)))
    expect(doors.every(({ status, text }) => status === 200 && text.includes('method="post"'))).toBe(true)
    expect(doors.flatMap(keysOf)).toEqual([])
    const entered = await Promise.all(people.map((who) => send(who, path)))
    const threeOfTwenty = [...Array(3).fill(303), ...Array(17).fill(404)]
    expect(entered.map(({ status }) => status).sort()).toEqual(threeOfTwenty)
    const pages = await Promise.all(people.map((who) => open(who, path)))
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(3)
    const inside = pages.findIndex(({ status }) => status === 200)
    const [key] = keysOf(pages[inside] as Answer)
    for (const [at, who] of people.entries()) {
      const picture = await who.fetch('GET', `${path}/f/${key}/view`)
      expect(picture.status).toBe(pages[at]?.status)
      await picture.arrayBuffer()
    }
    expect((await mine()).find((link) => link.id === id)).toMatchObject({ views: 3, state: 'used' })
  })

  test('a double press of the button is one view, and both answers lead in', async () => {
    const [who, { id, path }] = [visitor(), await share({ maxViews: 1 })]
    const press = /name="press" value="([\w-]{22})"/.exec((await open(who, path)).text)?.[1] ?? ''
    const both = await Promise.all([who, visitor()].map((one) => send(one, path, { press })))
    const answers = [...both, await send(who, path), await send(visitor(), path)]
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 404])
    expect((await mine()).find((link) => link.id === id)).toMatchObject({ views: 1, state: 'used' })
  })
})

describe('a password', () => {
  test('is asked for by a form, never read from the address, and opens this link alone', async () => {
    const [first, second] = [await share({ password: 'Пароль 1' }), await share({ password: 'the other' })]
    const who = visitor()
    const door = await open(who, `${first.path}?password=${encodeURIComponent('Пароль 1')}`)
    expect([door.status, keysOf(door)]).toEqual([200, []])
    expect((await send(who, first.path, { password: 'wrong' })).status).toBe(403)
    expect((await send(who, first.path, { password: 'Пароль 1' })).status).toBe(303)
    const page = await open(who, first.path)
    expect(keysOf(page)).toHaveLength(2)
    expect(page.text).not.toContain('og:image')
    const cookie = who.cookieHeader
    expect(keysOf(await visitor().call('GET', second.path, { headers: { ...BROWSER, cookie } }))).toEqual([])
  })

  test('can be tried ten times, also all at once, then not even the right one opens', async () => {
    const { path } = await share({ password: 'a secret' })
    const tries = await Promise.all(
      Array.from({ length: 25 }, (_, n) => send(visitor(), path, { password: `wrong ${n}` })),
    )
    expect(tries.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(10)
    const late = await send(visitor(), path, { password: 'a secret' })
    expect([late.status, Number(late.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})

describe('what is not there', () => {
  test('is one answer: unknown, revoked, used up', async () => {
    const [revoked, used] = [await share(), await share({ maxViews: 1 })]
    await ann.call('DELETE', `/api/shares/${revoked.id}`)
    await send(visitor(), used.path)
    const paths = [revoked.path, used.path, '/s/AAAAAAAAAAAAAAAAAAAAAA', '/s/x']
    const answers = await Promise.all(paths.map((path) => open(visitor(), path)))
    const told = answers.map((answer, at) => ({
      status: answer.status,
      text: bare(answer, paths[at] ?? ''),
      headers: [...answer.headers].filter(
        ([name]) => !/^(date|x-request-id|content-security-policy)$/.test(name),
      ),
    }))
    expect(told[0]?.status).toBe(404)
    for (const one of told) expect(one).toEqual(told[0])
    const doors = await Promise.all(paths.map((path) => send(visitor(), path, { password: 'x' })))
    expect(doors.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })
})
