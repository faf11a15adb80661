import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { Client, type ErrorBody, signedIn } from '@/tests/support/client'
import { PASSWORD, personId } from '@/tests/support/people'
import { expectRefusal } from '@/tests/support/refusals'

// Settings that need no restart, and the password that their change asks for after a while.

let app: App
let admin: Client
let elsewhere: Client
beforeAll(async () => {
  app = await startApp()
  ;[admin, elsewhere] = [await signedIn(app.url, 'admin'), await signedIn(app.url, 'admin')]
  // PGlite has one opener.
  await app.running.stop()
  await app.data.query(
    `update sessions set confirmed_at = now() - interval '16 minutes' where user_id = '${personId('admin')}'`,
  )
  await app.restart()
})
afterAll(() => app.close())

const set = (who: Client, name: string, value: unknown) =>
  who.call('PUT', `/api/admin/settings/${name}`, { json: { value, reason: 'Spring' } })
const confirm = (who: Client, password: string) =>
  who.call<ErrorBody>('POST', '/api/account/confirm', { json: { password } })
const join = (email: string) =>
  new Client(app.url).call('POST', '/api/account/sign-up', {
    json: { email, name: 'Ada', password: PASSWORD },
  })

test('a sensitive act asks for the password after a quarter of an hour, in each session', async () => {
  expect(expectRefusal(await set(admin, 'signUp', 'open'), 'en').code).toBe('confirm_password')
  expect((await join('early@x.example')).status).toBe(403)
  expect((await admin.call('GET', '/api/admin/settings')).status).toBe(200)
  const wrong = expectRefusal(await confirm(admin, 'not the password'), 'en')
  expect(Object.keys(wrong.fields ?? {})).toEqual(['password'])
  expect((await set(admin, 'signUp', 'open')).status).toBe(403)
  expect((await confirm(admin, PASSWORD)).status).toBe(204)
  expect((await set(admin, 'signUp', 'invite')).status).toBe(204)
  expect((await set(elsewhere, 'signUp', 'open')).status).toBe(403)
})

test('a setting counts at once, until it is taken back', async () => {
  expect((await join('before@x.example')).status).toBe(403)
  expect((await set(admin, 'signUp', 'open')).status).toBe(204)
  expect((await set(admin, 'welcomeCredits', 3.5)).status).toBe(204)
  expect((await join('after@x.example')).status).toBe(201)
  const after = await new Client(app.url).signIn('after@x.example')
  expect(await after.credits()).toEqual({ available: 3.5, held: 0 })
  expect((await set(admin, 'signUp', 'closed')).status).toBe(204)
  expect((await join('late@x.example')).status).toBe(403)
  expect((await set(admin, 'signUp', 'ajar')).status).toBe(400)
  const { text } = await admin.call('GET', '/api/admin/audit')
  expect(text).toContain('Spring')
})
