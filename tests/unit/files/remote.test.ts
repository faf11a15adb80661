import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { env } from '@/lib/env'
import { type FetchOptions, fetchRemote } from '@/lib/files/remote'

let server: Server
let origin: string
let port: number
let answer: RequestListener
let asked = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    asked++
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  origin = `http://127.0.0.1:${port}`
})

beforeEach(() => {
  asked = 0
  answer = (_request, response) => response.end('hello')
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const defaults: FetchOptions = { maxBytes: 1_000, timeoutMs: 2_000, trustedOrigins: [] }
const fetched = (url: string, options: Partial<FetchOptions> = {}) =>
  fetchRemote(url, { ...defaults, ...options })
const trusted = (path = '/', options: Partial<FetchOptions> = {}) =>
  fetched(`${origin}${path}`, { trustedOrigins: [origin], ...options })
const temps = () => (existsSync(join(env().dataDir, 'tmp')) ? readdirSync(join(env().dataDir, 'tmp')) : [])

describe('a fetch that is refused before a byte is sent', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://127.0.0.1./',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[::]/',
    'https://0/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://10.0.0.1/',
    'https://192.168.0.1/',
  ])('%s is an address inside', async (url) => {
    expect(await fetched(url)).toEqual({ kind: 'refused', reason: 'address' })
  })

  it.each([
    'http://example.org/a.png',
    'https://example.org:8443/',
    'https://example.org:80/',
    'https://user@example.org/',
    'https://user:word@example.org/',
    'https://a@127.0.0.1:80\\@b/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'gopher://x/',
    '//example.org/a.png',
    '/etc/passwd',
    'https://',
    'https://exa mple.org/',
    '',
    'not a url',
  ])('%j is no address that we take', async (url) => {
    const lookup = async () => expect.fail('looked up')
    expect(await fetched(url, { lookup })).toEqual({ kind: 'refused', reason: 'url' })
  })

  it('a name that leads inside, also beside a public address', async () => {
    for (const addresses of [['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['2606:4700::1111', '::1']]) {
      const lookup = async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      expect(await fetched('https://rebind.example/', { lookup })).toEqual({
        kind: 'refused',
        reason: 'address',
      })
    }
  })

  it('localhost, under its own name', async () => {
    for (const name of ['localhost', 'LOCALHOST']) {
      expect(await fetched(`https://${name}/`)).toEqual({ kind: 'refused', reason: 'address' })
    }
    // Not every system knows the name with a dot.
    expect(['refused', 'unavailable']).toContain((await fetched('https://localhost./')).kind)
  })

  it('what is not exactly the trusted origin', async () => {
    for (const url of [
      `http://localhost:${port}/`,
      `https://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port + 1}/`,
      `http://u:p@127.0.0.1:${port}/`,
      'http://127.0.0.1/',
    ]) {
      expect((await fetched(url, { trustedOrigins: [origin] })).kind).toBe('refused')
    }
    expect(asked).toBe(0)
  })
})

describe('a fetch', () => {
  it('of a trusted origin brings the bytes', async () => {
    const outcome = await trusted('/a.png?x=1')
    expect(outcome).toMatchObject({
      kind: 'fetched',
      bytes: 5,
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    })
    if (outcome.kind === 'fetched') expect(await readFile(outcome.path, 'utf8')).toBe('hello')
  })

  it('asks for bytes as they are, with nothing of ours in it', async () => {
    answer = (request, response) => response.end(JSON.stringify(request.headers))
    const outcome = await trusted()
    if (outcome.kind !== 'fetched') throw new Error(outcome.kind)
    expect(JSON.parse(await readFile(outcome.path, 'utf8'))).toEqual({
      host: `127.0.0.1:${port}`,
      connection: 'keep-alive',
      'accept-encoding': 'identity',
    })
  })

  it('connects to the very addresses that were checked, and looks up once', async () => {
    let looked = 0
    const lookup = async () => {
      looked++
      return looked === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '127.0.0.9', family: 4 }]
    }
    const named = `http://pinned.invalid:${port}`
    answer = (request, response) => response.end(`${request.headers.host} ${request.socket.localAddress}`)
    const outcome = await fetched(`${named}/`, { lookup, trustedOrigins: [named] })
    if (outcome.kind !== 'fetched') throw new Error(JSON.stringify(outcome))
    expect(await readFile(outcome.path, 'utf8')).toBe(`pinned.invalid:${port} 127.0.0.1`)
    expect(looked).toBe(1)
  })

  it.each([301, 302, 303, 307, 308])('follows no redirect (%i), wherever it leads', async (status) => {
    answer = (_request, response) => response.writeHead(status, { location: `${origin}/inside` }).end()
    expect(await trusted()).toEqual({ kind: 'refused', reason: 'redirect' })
    expect(asked).toBe(1)
  })

  it.each([
    [403, { kind: 'gone' }],
    [404, { kind: 'gone' }],
    [410, { kind: 'gone' }],
    [400, { kind: 'refused', reason: 'status' }],
    [206, { kind: 'refused', reason: 'status' }],
    [408, { kind: 'unavailable', message: 'HTTP 408' }],
    [429, { kind: 'unavailable', message: 'HTTP 429' }],
    [500, { kind: 'unavailable', message: 'HTTP 500' }],
    [503, { kind: 'unavailable', message: 'HTTP 503' }],
  ])('that is answered with %i', async (status, outcome) => {
    answer = (_request, response) => response.writeHead(status).end('secret inside of the network')
    expect(await trusted()).toEqual(outcome)
  })

  it('takes nothing that is packed', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000))
    for (const encoding of ['gzip', 'gzip, gzip, gzip', 'br', 'deflate']) {
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb)
      expect(await trusted()).toEqual({ kind: 'refused', reason: 'encoded' })
    }
  })

  it('takes no more than it may, by what is declared and by what comes', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-length': '5000000000' }).write('x')
    expect(await trusted()).toEqual({ kind: 'refused', reason: 'too_large' })
    let written = 0
    answer = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(500))) written += 500
      }
      response.on('drain', more)
      more()
    }
    expect(await trusted()).toEqual({ kind: 'refused', reason: 'too_large' })
    expect(written).toBeLessThan(20_000_000)
    answer = (_request, response) => response.end(Buffer.alloc(1_000))
    expect(await trusted()).toMatchObject({ kind: 'fetched', bytes: 1_000 })
  })

  it('ends in time when nothing comes, or a byte now and then', async () => {
    const started = performance.now()
    answer = () => undefined
    expect((await trusted('/', { timeoutMs: 200 })).kind).toBe('unavailable')
    answer = (_request, response) => {
      const drip = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(drip))
    }
    expect((await trusted('/', { timeoutMs: 300 })).kind).toBe('unavailable')
    const lookup = () => new Promise<never>(() => undefined)
    expect((await fetched('https://slow.example/', { timeoutMs: 100, lookup })).kind).toBe('unavailable')
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  it('ends when whoever asked no longer wants it', async () => {
    const gone = new AbortController()
    answer = () => gone.abort()
    expect((await trusted('/', { signal: gone.signal })).kind).toBe('unavailable')
  })

  it('that breaks off in the middle is not a file', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy())
    }
    expect((await trusted()).kind).toBe('unavailable')
  })

  it('of a name or a port where nobody is, is unavailable', async () => {
    const nobody = 'http://127.0.0.1:1'
    expect((await fetched(nobody, { trustedOrigins: [nobody] })).kind).toBe('unavailable')
    const lookup = async () => Promise.reject(new Error('ENOTFOUND'))
    expect(await fetched('https://nowhere.example/', { lookup })).toEqual({
      kind: 'unavailable',
      message: 'ENOTFOUND',
    })
    expect((await fetched('https://empty.example/', { lookup: async () => [] })).kind).toBe('unavailable')
  })

  it('that failed leaves no file', async () => {
    const before = temps()
    answer = (_request, response) => response.end(Buffer.alloc(5_000))
    await trusted()
    expect(temps()).toEqual(before)
  })
})
