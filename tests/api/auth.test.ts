import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { Client } from '@/tests/support/client'
import { type Mailbox, openMailbox } from '@/tests/support/mailbox'
import { PASSWORD, people, personId } from '@/tests/support/people'

let app: App
let mailbox: Mailbox
/** What people know us by; requests go to where we really are. */
const HOME = 'http://loupe.example'

beforeAll(async () => {
  mailbox = await openMailbox()
  const mail = { SMTP_URL: mailbox.url, MAIL_FROM: 'loupe@x.example', APP_URL: HOME }
  app = await startApp({ env: { SIGN_UP: 'open', TRUSTED_PROXIES: '1', ...mail } })
})
afterAll(async () => {
  await app.close()
  await mailbox.close()
})

/** Each client comes from an address of its own, or one test's wrong passwords would slow the next. */
let addresses = 0
const visitor = (address = `203.0.113.${++addresses}`) =>
  new (class extends Client {
    override fetch(...[method, path, options]: Parameters<Client['fetch']>) {
      return super.fetch(method, path, {
        ...options,
        headers: { 'x-forwarded-for': address, ...options?.headers },
      })
    }
  })(app.url, 'en', HOME)

type Credentials = { email: string; password?: string; callbackUrl?: string }
async function signIn(client: Client, { email, password = PASSWORD, callbackUrl = '/studio' }: Credentials) {
  const { csrfToken } = (await client.call<{ csrfToken: string }>('GET', '/api/auth/csrf')).body
  const body = new URLSearchParams({ email, password, csrfToken, callbackUrl })
  return client.call('POST', '/api/auth/callback/credentials', { body })
}
const wrong = expect.stringMatching(/\/sign-in\?error=CredentialsSignin/)
const leadsTo = (answer: { headers: Headers }) => answer.headers.get('location')
const session = async (client: Client) => (await client.call<unknown>('GET', '/api/auth/session')).body
const status = async (client: Client) => (await client.call('GET', '/api/credits')).status
const join = (client: Client, email: string, more: object = {}) =>
  client.call<{ email: string }>('POST', '/api/account/sign-up', {
    json: { email, name: 'Ada', password: PASSWORD, ...more },
  })

describe('a session', () => {
  test('says name, address and role, and nothing else', async () => {
    const ann = await visitor().signIn(people.ann.email)
    expect(await session(ann)).toEqual({
      user: { name: expect.any(String), email: people.ann.email, role: 'user' },
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
    expect(ann.cookieHeader).toContain('authjs.session-token=')
  })

  test('is another one at each sign-in; the one before it ends', async () => {
    const client = visitor()
    await client.signIn(people.ann.email)
    const before = client.cookieHeader
    await client.signIn(people.ben.email)
    const old = await new Client(app.url).call('GET', '/api/credits', { headers: { cookie: before } })
    expect(old.status).toBe(401)
    expect(await session(client)).toMatchObject({ user: { email: people.ben.email } })
  })

  test('that was signed out is over, also for who kept the cookie', async () => {
    const ann = await visitor().signIn(people.ann.email)
    const kept = ann.cookieHeader
    const { csrfToken } = (await ann.call<{ csrfToken: string }>('GET', '/api/auth/csrf')).body
    const out = await ann.call('POST', '/api/auth/signout', { body: new URLSearchParams({ csrfToken }) })
    // What this browser kept of hers is forgotten, too.
    expect(out.headers.get('clear-site-data')).toBe('"cache"')
    const replay = (path: string) =>
      new Client(app.url).call<unknown>('GET', path, { headers: { cookie: kept } })
    expect((await replay('/api/credits')).status).toBe(401)
    expect((await replay('/api/auth/session')).body).toBeNull()
  })

  test('ends everywhere at once when asked', async () => {
    const [one, two] = [await visitor().signIn(people.ann.email), await visitor().signIn(people.ann.email)]
    const out = await one.call('POST', '/api/account/sign-out-everywhere')
    expect([out.status, out.headers.get('clear-site-data')]).toEqual([204, '"cache"'])
    expect([await status(one), await status(two)]).toEqual([401, 401])
  })

  test('ends with its account, and the admin finds it in the audit', async () => {
    const [admin, ben] = [
      await visitor().signIn(people.admin.email),
      await visitor().signIn(people.ben.email),
    ]
    expect(
      (await ben.call('POST', `/api/admin/users/${personId('ann')}/disable`, { json: { reason: 'Because' } }))
        .status,
    ).toBe(403)
    expect(
      (
        await admin.call('POST', `/api/admin/users/${personId('ben')}/disable`, {
          json: { reason: 'Because' },
        })
      ).status,
    ).toBe(204)
    expect(await status(ben)).toBe(401)
    expect(leadsTo(await signIn(visitor(), { email: people.ben.email }))).toEqual(wrong)
    expect(
      (
        await admin.call('POST', `/api/admin/users/${personId('ben')}/enable`, {
          json: { reason: 'Because' },
        })
      ).status,
    ).toBe(204)
    expect(await status(ben)).toBe(401)
    expect(
      (
        await admin.call('POST', `/api/admin/users/${personId('admin')}/disable`, {
          json: { reason: 'Because' },
        })
      ).status,
    ).toBe(409)
  })

  test('is not taken from headers that name somebody', async () => {
    const headers = {
      'x-user-id': personId('admin'),
      authorization: `Bearer ${personId('admin')}`,
      'x-loupe-user': 'admin',
    }
    expect((await visitor().call('GET', '/api/credits', { headers })).status).toBe(401)
  })
})

describe('signing in', () => {
  test('leads back to our own pages only', async () => {
    const to = async (callbackUrl: string) =>
      leadsTo(await signIn(visitor(), { email: people.ann.email, callbackUrl }))
    expect(await to('/jobs/x?a=1')).toBe(`${HOME}/jobs/x?a=1`)
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect(new URL((await to(evil)) ?? '').origin, evil).toBe(HOME)
    }
    const ann = await visitor().signIn(people.ann.email)
    expect(leadsTo(await ann.call('GET', '/sign-in?next=//evil.example'))).toBe('/studio')
  })

  test('needs the token of its own form', async () => {
    const body = new URLSearchParams({ email: people.ann.email, password: PASSWORD })
    const client = visitor()
    const answer = await client.call('POST', '/api/auth/callback/credentials', { body })
    expect(leadsTo(answer)).toContain('error=MissingCSRF')
    expect(await session(client)).toBeNull()
  })

  test('answers alike for wrong passwords and for nobody', async () => {
    const answers = [
      await signIn(visitor(), { email: people.ann.email, password: 'wrong' }),
      await signIn(visitor(), { email: 'nobody@x.example' }),
    ]
    expect(answers.map(leadsTo)).toEqual([wrong, wrong])
    expect(answers[0]?.text).toBe(answers[1]?.text)
  })

  test('slows strangers with 429 and Retry-After, not a browser that has been here before', async () => {
    const [owner, stranger] = [await visitor().signIn(people.cleo.email), visitor()]
    const tries = []
    for (let i = 0; i < 12; i++)
      tries.push(await signIn(stranger, { email: people.cleo.email, password: `guess ${i}` }))
    expect(tries.map((answer) => answer.status)).toEqual([...Array(10).fill(302), 429, 429])
    expect(Number(tries[11]?.headers.get('retry-after'))).toBeGreaterThan(50)
    expect((await signIn(visitor(), { email: people.cleo.email })).status).toBe(429)
    expect(leadsTo(await signIn(owner, { email: people.cleo.email }))).toBe(`${HOME}/studio`)
  })
})

describe('a new account', () => {
  test('is made by sign-up with its welcome, once, and signs in', async () => {
    const client = visitor()
    expect(await join(client, ' Zoe@X.example ')).toMatchObject({
      status: 201,
      body: { email: 'zoe@x.example' },
    })
    expect(await join(client, 'zoe@x.example')).toMatchObject({
      status: 400,
      body: { error: { fields: { email: expect.any(String) } } },
    })
    await client.signIn('zoe@x.example')
    expect(await client.credits()).toEqual({ available: 20, held: 0 })
  })

  test('cannot give itself a role or credits', async () => {
    expect((await join(visitor(), 'role@x.example', { role: 'admin' })).status).toBe(400)
    expect((await join(visitor(), 'role@x.example', { credits: 1000 })).status).toBe(400)
  })

  test('is limited per address', async () => {
    const client = visitor()
    const statuses: number[] = []
    // Ten at a time: hashing passwords is slow on purpose.
    for (let ten = 0; ten < 7; ten++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => join(client, `farm${ten}${i}@x.example`)),
      )
      statuses.push(...answers.map((answer) => answer.status))
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })

  test('comes of an invitation, once, and only an admin makes those', async () => {
    const admin = await visitor().signIn(people.admin.email)
    const ann = await visitor().signIn(people.ann.email)
    expect((await ann.call('POST', '/api/admin/invitations', { json: {} })).status).toBe(403)
    const unexplained = await admin.call('POST', '/api/admin/invitations', { json: { credits: 2.5 } })
    expect(unexplained).toMatchObject({
      status: 400,
      body: { error: { fields: { reason: expect.any(String) } } },
    })
    const made = await admin.call<{ invitation: { path: string }; mailed: boolean }>(
      'POST',
      '/api/admin/invitations',
      {
        json: { email: 'Guest@X.example', credits: 2.5, reason: 'New in the team' },
      },
    )
    expect(made).toMatchObject({
      status: 201,
      body: { mailed: true, invitation: { email: 'guest@x.example' } },
    })
    const { path } = made.body.invitation
    expect((await mailbox.letterTo('guest@x.example')).text).toContain(path)
    const token = path.split('/')[2]
    const accept = () =>
      visitor().call('POST', '/api/account/invite', { json: { token, name: 'Guest', password: PASSWORD } })
    const answers = await Promise.all([accept(), accept(), accept()])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 400, 400])
    expect(await (await visitor().signIn('guest@x.example')).credits()).toEqual({ available: 22.5, held: 0 })
    expect((await visitor().call('GET', path)).text).not.toContain('guest@x.example')
  })
})

describe('mail', () => {
  test('resets a forgotten password; asking tells nothing, and the host is not the request’s', async () => {
    const ask = (email: string) =>
      visitor().call('POST', '/api/account/forgot', {
        json: { email },
        headers: { 'x-forwarded-host': 'evil.example' },
      })
    const [known, unknown] = [await ask(people.ten.email), await ask('nobody@x.example')]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    const { text } = await mailbox.letterTo(people.ten.email)
    expect(text).not.toContain('evil.example')
    const token = /\/reset\/([\w-]+)/.exec(text)?.[1]
    const client = visitor()
    const set = await client.call('POST', '/api/account/reset', {
      json: { token, password: 'a new password' },
    })
    expect(set.status).toBe(200)
    await client.signIn(people.ten.email, 'a new password')
    expect(leadsTo(await signIn(visitor(), { email: people.ten.email }))).toEqual(wrong)
    expect(mailbox.letters.filter((letter) => letter.to === 'nobody@x.example')).toEqual([])
  })

  test('brings a link that signs in, after a press on a button, once', async () => {
    const client = visitor()
    const { csrfToken } = (await client.call<{ csrfToken: string }>('GET', '/api/auth/csrf')).body
    const body = new URLSearchParams({ email: 'Mailed@x.example', csrfToken, callbackUrl: '/credits' })
    await client.call('POST', '/api/auth/signin/nodemailer', { body })
    const { text } = await mailbox.letterTo('mailed@x.example')
    const query = new URL(/http\S+\/sign-in\/confirm\S+/.exec(text)?.[0] ?? '').searchParams
    expect((await client.call('GET', `/sign-in/confirm?${query}`)).status).toBe(200)
    await client.fetch('HEAD', `/api/auth/callback/nodemailer?${query}`)
    expect(await session(client)).toBeNull()
    await client.call('GET', `/api/auth/callback/nodemailer?${query}`)
    expect(await session(client)).toMatchObject({ user: { email: 'mailed@x.example' } })
    const again = visitor()
    expect(leadsTo(await again.call('GET', `/api/auth/callback/nodemailer?${query}`))).toContain(
      'error=Verification',
    )
    expect(await session(again)).toBeNull()
  })

  test('does not go to what only looks like one address', async () => {
    const count = mailbox.letters.length
    for (const email of [
      '"e@evil.example"@x.example',
      'a@x.example,e@evil.example',
      'a@x.example\r\nBcc: e@evil.example',
    ]) {
      expect((await visitor().call('POST', '/api/account/forgot', { json: { email } })).status).toBe(400)
    }
    expect(mailbox.letters).toHaveLength(count)
  })
})
