import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { type Answer, type CallOptions, type Client, signedIn } from '@/tests/support/client'
import { people, personId } from '@/tests/support/people'
import { expectRefusal, expectRefusalPage } from '@/tests/support/refusals'
import { builtPages, builtRoutes, fill, hasParts } from '@/tests/support/routes'

// Every route of the build gets every kind of rubbish, from someone who is signed in as an admin and so gets furthest.

let app: App
beforeAll(async () => {
  // Each request comes from an address of its own, or limits would answer in place of the routes.
  app = await startApp({ env: { TRUSTED_PROXIES: '1', SIGN_UP: 'open' } })
})
afterAll(() => app.close())

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const long = 'x'.repeat(300_000)

/** Texts sent as JSON. */
const bodies: Record<string, string> = {
  null: 'null',
  'an array': '[]',
  'an array of arrays': '[[[]]]',
  'a text': '"text"',
  'a number': '1e308',
  'no number': 'NaN',
  'half a body': '{"model": "rec',
  nothing: '',
  'wrong types': JSON.stringify(everyField(17)),
  'nulls everywhere': JSON.stringify(everyField(null)),
  'arrays everywhere': JSON.stringify(everyField([[]])),
  'objects everywhere': JSON.stringify(everyField({ $ne: 1 })),
  'a prototype': '{"__proto__": {"role": "admin"}, "constructor": {"prototype": {"x": 1}}}',
  '30 levels': deep(30),
  '50,000 levels': deep(50_000),
  'a text past the limit': JSON.stringify(everyField(long)),
  'control characters': JSON.stringify(everyField('\u0000\u001b[31m\r\nx: y')),
  'half a surrogate': JSON.stringify(everyField('\ud800')),
  'unknown fields': JSON.stringify({ userId: personId('ben'), credits: 1e9, price: 0, role: 'admin' }),
}

/** One object with all names that some route knows. */
function everyField(value: unknown) {
  const names = [
    'model',
    'input',
    'batchId',
    'retryOf',
    'email',
    'password',
    'current',
    'name',
    'token',
    'locale',
    'role',
    'credits',
    'taskId',
    'data',
  ]
  return Object.fromEntries(names.map((name) => [name, value]))
}

const ids: Record<string, string> = {
  'nobody has': '0'.repeat(26),
  'a path': '../../etc/passwd',
  'a null byte': 'a\u0000b',
  '3,000 letters': 'a'.repeat(3_000),
  SQL: `' or 1=1 --`,
  'a prototype': '__proto__',
}

let address = 0
async function ask(client: Client, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  address += 1
  const from = `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`
  return client.call(method, path, { ...options, headers: { ...options.headers, 'x-forwarded-for': from } })
}

/** An admin's browser, signed in anew where the last request ended the session. */
let admin: Client | null = null
async function anAdmin(): Promise<Client> {
  if (admin && (await admin.call('GET', '/api/credits')).status === 200) return admin
  admin = await signedIn(app.url, 'admin', 'ru')
  return admin
}

async function methodsOf(path: string): Promise<string[]> {
  const answer = await ask(await anAdmin(), 'OPTIONS', path)
  return (answer.headers.get('allow') ?? '')
    .split(/,\s*/)
    .filter((name) => name && !['OPTIONS', 'HEAD'].includes(name))
}

/** The event stream does not end by itself, and next-auth's own routes speak in redirects: both have tests of their own. */
const apart = (path: string) => path === '/api/jobs/events' || path.includes('[...nextauth]')

/** Who opens a link of another is answered by a page, unless no page could have such an address. */
function expectNo(route: string, answer: Answer, what: string): void {
  const isPage = route.startsWith('/s/') && answer.headers.get('content-type')?.startsWith('text/html')
  ;(isPage ? expectRefusalPage : expectRefusal)(answer, 'ru', what)
}

describe.each(builtRoutes().filter((path) => !apart(path)))('%s', (route) => {
  const path = fill(route, ids['nobody has'] ?? '')

  test('refuses rubbish in the caller’s language', async () => {
    for (const method of (await methodsOf(path)).filter((name) => name !== 'GET')) {
      const client = await anAdmin()
      const empty = await ask(client, method, path)
      // What works without any body takes none, and whatever is sent along is not read.
      const takesNone = empty.status < 300 || empty.status === 404
      for (const [name, text] of Object.entries(bodies)) {
        const answer = await ask(await anAdmin(), method, path, {
          body: text,
          headers: { 'content-type': 'application/json' },
        })
        if (takesNone && answer.status === empty.status) continue
        expectRefusal(answer, 'ru', `${method} ${path} with ${name}`)
      }
    }
  })

  if (hasParts(route)) oddIds(route)

  test('refuses other types of body and methods that it does not have', async () => {
    const client = await anAdmin()
    const methods = await methodsOf(path)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (!methods.includes(method)) expect((await ask(client, method, path)).status, method).toBe(405)
    }
    for (const method of methods.filter((name) => name !== 'GET')) {
      for (const type of [
        'text/plain',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
        'image/png',
      ]) {
        const answer = await ask(await anAdmin(), method, path, {
          body: '{"a":1}',
          headers: { 'content-type': type },
        })
        expect(answer.status, `${method} ${type}: ${answer.text.slice(0, 200)}`).toBeLessThan(500)
      }
    }
  })

  test('odd questions in the address do not disturb it', async () => {
    const odd = [
      'cursor=x.y',
      'cursor=%00',
      'limit=-1',
      'limit=1e9',
      'limit=NaN',
      'status=all',
      `status=${'x'.repeat(2_000)}`,
      'limit=1&limit=2',
      '__proto__[x]=1',
    ]
    for (const query of odd) {
      if (!(await methodsOf(path)).includes('GET')) break
      const answer = await ask(await anAdmin(), 'GET', `${path}?${query}`)
      if (answer.status >= 400) expectNo(route, answer, query)
    }
  })
})

function oddIds(route: string) {
  const path = fill(route, ids['nobody has'] ?? '')
  test('answers 404 or 400 for odd ids', async () => {
    for (const method of await methodsOf(path)) {
      for (const [name, id] of Object.entries(ids)) {
        const answer = await ask(
          await anAdmin(),
          method,
          fill(route, id),
          method === 'GET' ? {} : { json: {} },
        )
        expectNo(route, answer, `${method} ${route} with ${name}`)
      }
    }
  })
}

describe('pages', () => {
  test.for(builtPages())('%s shows no error of ours for odd parts', async (page) => {
    for (const id of Object.values(ids)) {
      const answer = await ask(await anAdmin(), 'GET', fill(page, id))
      expect(answer.status, `${page} ${id}`).toBeLessThan(500)
    }
  })
})

test('after all that the same process serves, and nothing was held or charged', async () => {
  expect(app.running.over).toBe(false)
  expect(app.running.output).not.toContain('unhandled rejection')
  const client = await anAdmin()
  expect(await client.credits()).toEqual({ available: people.admin.credits, held: 0 })
  expect(await client.jobs()).toEqual([])
})
