import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { Client, signedIn } from '@/tests/support/client'
import { people, personId } from '@/tests/support/people'
import { expectRefusal } from '@/tests/support/refusals'
import { builtRoutes, fill } from '@/tests/support/routes'

// Writes that carry our cookie come from our own pages, or they are refused before anything is read.

const strange = [
  null,
  'null',
  'https://evil.example',
  'http://127.0.0.1:1',
  'http://localhost',
  'file://',
  'x',
]
/**
 * KIE's callbacks come from KIE; next-auth checks its own token besides; the form before a link's page carries nobody's
 * account, and its page tells no origin.
 */
const apart = (path: string) =>
  path.startsWith('/api/kie/') || path.startsWith('/s/') || path.includes('[...nextauth]')

async function writesOf(client: Client, path: string): Promise<string[]> {
  const allowed = (await client.fetch('OPTIONS', path)).headers.get('allow') ?? ''
  return allowed.split(/,\s*/).filter((method) => !['', 'GET', 'HEAD', 'OPTIONS'].includes(method))
}

describe('without APP_URL', () => {
  let app: App
  let admin: Client
  beforeAll(async () => {
    app = await startApp()
    admin = await signedIn(app.url, 'admin', 'ru')
  })
  afterAll(() => app.close())

  test.for(builtRoutes().filter((path) => !apart(path)))(
    '%s refuses writes from elsewhere',
    async (route) => {
      const path = fill(route, personId('x'))
      for (const method of await writesOf(admin, path)) {
        for (const origin of strange) {
          const answer = await admin.call(method, path, { json: {}, origin })
          expect(expectRefusal(answer, 'ru', `${method} ${route} from ${origin}`).code).toBe('bad_origin')
        }
      }
    },
  )

  test('the sign-in refuses another page’s form', async () => {
    const { body } = await admin.call<{ csrfToken: string }>('GET', '/api/auth/csrf')
    const form = new URLSearchParams({ email: 'a@b.c', password: 'x', csrfToken: body.csrfToken })
    const answer = await admin.call('POST', '/api/auth/callback/credentials', {
      body: form,
      origin: 'https://evil.example',
    })
    expect(expectRefusal(answer, 'ru').code).toBe('bad_origin')
  })

  test('nothing changes by GET', async () => {
    for (const route of builtRoutes()) {
      const path = fill(route, personId('x'))
      if ((await writesOf(admin, path)).length === 0) continue
      const answer = await admin.call('GET', path, { headers: { 'x-http-method-override': 'POST' } })
      expect([200, 302, 400, 401, 404, 405], path).toContain(answer.status)
    }
  })

  test('a request that asks us to be a proxy, or to upgrade, is refused', async () => {
    const answer = await admin.call('GET', '/api/health', { headers: { 'x-forwarded-host': 'evil.example' } })
    expect(answer.text).not.toContain('evil.example')
    expect(app.running.over).toBe(false)
  })
})

describe('with APP_URL', () => {
  test('that alone is an origin of ours', async () => {
    const app = await startApp({ env: { APP_URL: 'http://loupe.example' } })
    const ann = await new Client(app.url, 'en', 'http://loupe.example').signIn(people.ann.email)
    const ask = (origin: string) => ann.call('POST', '/api/jobs', { json: {}, origin })
    expect((await ask(app.url)).status).toBe(403)
    expect((await ask('http://loupe.example')).status).toBe(400)
    expect((await ask('http://loupe.example.evil.example')).status).toBe(403)
    await app.close()
  })
})
