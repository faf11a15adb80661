import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { MAX_UPLOAD_BYTES } from '@/lib/files/bounds'
import { storeBase64, storeFromUrl } from '@/lib/files/given'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { person } from './people'
import { quarters } from './pictures'

let db: Db
let userId: UserId
let png: Buffer
let server: Server
let origin: string

beforeAll(async () => {
  db = (await testDatabase()).db
  userId = await person(db)
  png = await quarters()
  server = createServer((request, response) => {
    if (request.url === '/large') response.writeHead(200, { 'content-length': '524288001' }).end()
    else if (request.url === '/page') response.end('<html>secret</html>')
    else if (request.url === '/moved') response.writeHead(302, { location: '/a.png' }).end()
    else response.end(png)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const problem = (refusal: unknown) =>
  refusal instanceof Refusal ? [refusal.code, refusal.options.fields?.file?.key] : 'stored'

describe('base64', () => {
  it('becomes a file, bare or as a data URL whatever type it claims', async () => {
    const text = png.toString('base64')
    for (const given of [text, `data:image/png;base64,${text}`, `data:text/html;base64,${text}`]) {
      expect(await storeBase64(db, userId, given, 'picture')).toMatchObject({
        mime: 'image/png',
        name: 'picture.png',
        bytes: png.length,
      })
    }
  })

  it.each([
    '',
    '====',
    'a',
    'abc',
    'abc$',
    'ab c',
    'YWJj\n',
    'data:image/png,plain',
    'data:image/png;base64,',
    '%41%41%41%41',
    'YWJj====',
    'Y=Jj',
  ])('has a strict form: %j is none', async (text) => {
    expect(problem(await storeBase64(db, userId, text, 'x'))).toEqual(['invalid_input', 'media_form'])
  })

  it('of what is none of ours is refused as an upload is', async () => {
    for (const text of [Buffer.from('hello there').toString('base64'), 'A'.repeat(14_000_000)]) {
      expect(problem(await storeBase64(db, userId, text, 'x'))).toEqual(['unsupported_type', 'file_type'])
    }
  })
})

describe('an address', () => {
  it('of a trusted origin becomes a file under its last name', async () => {
    expect(
      await storeFromUrl(db, userId, `${origin}/a/%D1%87%D0%B0%D1%88%D0%BA%D0%B0.png?x`, {
        trustedOrigins: [origin],
        maxBytes: MAX_UPLOAD_BYTES,
      }),
    ).toMatchObject({ name: 'чашка.png', mime: 'image/png' })
    expect(
      await storeFromUrl(db, userId, `${origin}/%ff%fe`, {
        trustedOrigins: [origin],
        maxBytes: MAX_UPLOAD_BYTES,
      }),
    ).toMatchObject({ name: '%ff%fe.png' })
    expect(
      await storeFromUrl(db, userId, `${origin}/`, { trustedOrigins: [origin], maxBytes: MAX_UPLOAD_BYTES }),
    ).toMatchObject({ name: 'picture.png' })
  })

  it('inside of the network, or that does not answer with a picture, tells nothing more', async () => {
    for (const url of [
      `${origin}/a.png`,
      'https://127.0.0.1/',
      'https://localhost/',
      'http://example.org/',
      'nonsense',
      'file:///etc/passwd',
    ]) {
      expect(
        problem(await storeFromUrl(db, userId, url, { trustedOrigins: [], maxBytes: MAX_UPLOAD_BYTES })),
      ).toEqual(['invalid_input', 'media_unreachable'])
    }
    expect(
      problem(
        await storeFromUrl(db, userId, `${origin}/moved`, {
          trustedOrigins: [origin],
          maxBytes: MAX_UPLOAD_BYTES,
        }),
      ),
    ).toEqual(['invalid_input', 'media_unreachable'])
    expect(
      problem(
        await storeFromUrl(db, userId, `${origin}/page`, {
          trustedOrigins: [origin],
          maxBytes: MAX_UPLOAD_BYTES,
        }),
      ),
    ).toEqual(['unsupported_type', 'file_type'])
    expect(
      problem(
        await storeFromUrl(db, userId, `${origin}/large`, {
          trustedOrigins: [origin],
          maxBytes: MAX_UPLOAD_BYTES,
        }),
      ),
    ).toEqual(['too_large', 'file_too_large'])
  })
})
