import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { Client, COFFEE, signedIn } from '@/tests/support/client'
import { Events } from '@/tests/support/events'
import { personId } from '@/tests/support/people'
import { builtPages, builtRoutes, fill } from '@/tests/support/routes'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

// Secrets that are easily found again: they may be in no answer, page, bundle or log.

const secrets = {
  KIE_API_KEY: 'canary-kie-1f0c9a7e5b',
  KIE_WEBHOOK_HMAC_KEY: 'canary-hmac-7d2b61c3aa',
  AUTH_SECRET: 'canary-auth-0a9d8c7b6e5f4d3c2b1a0f9e',
  METRICS_TOKEN: 'canary-metrics-55aa77cc',
}
const password = 'canary-password-93c1'

let app: App
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  app = await startApp({ env: { ...sandbox.env, ...secrets, LOG_LEVEL: 'debug' } })
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
})

function expectNone(text: string, where: string) {
  for (const [name, secret] of Object.entries({ ...secrets, password })) {
    expect(text.includes(secret), `${name} stands in ${where}`).toBe(false)
  }
}

test('no secret leaves the server', async () => {
  const ann = await signedIn(app.url, 'ann')
  const admin = await signedIn(app.url, 'admin')
  const events = await Events.open(ann)
  await sandbox.script([
    {
      on: 'createTask',
      times: 1,
      act: { code: 401, msg: `Unauthorized: key ${secrets.KIE_API_KEY} is not known` },
    },
    {
      on: 'task',
      times: 1,
      skip: 0,
      act: { fail: { code: '500', msg: `failed for ${secrets.KIE_API_KEY}` } },
    },
  ])
  const { id } = await ann.upload(COFFEE)
  for (let n = 0; n < 3; n++) {
    const done = await ann.follow((await ann.submit(id)).id)
    expectNone(JSON.stringify(done), 'a job')
  }
  const stranger = new Client(app.url)
  const { body } = await stranger.call<{ csrfToken: string }>('GET', '/api/auth/csrf')
  const form = new URLSearchParams({ email: 'ann@loupe.test', password, csrfToken: body.csrfToken })
  await stranger.call('POST', '/api/auth/callback/credentials', { body: form })
  for (const client of [stranger, ann, admin]) {
    for (const path of [...builtRoutes(), ...builtPages()]) {
      if (path === '/api/jobs/events') continue
      const answer = await client.call('GET', fill(path, personId('ann')))
      expectNone(answer.text + JSON.stringify([...answer.headers]), path)
    }
  }
  await ann.call('POST', '/api/jobs', { json: { model: secrets.KIE_API_KEY, input: {} } })
  expectNone(JSON.stringify(events.all), 'the live list')
  events.close()
  expectNone(app.running.output, 'the log')
})

test('no secret and no server code is in what browsers load', () => {
  const folder = join('.next', 'static')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'latin1')
    for (const word of [
      'KIE_API_KEY',
      'DATABASE_URL',
      'AUTH_SECRET',
      'api.kie.ai',
      'callBackUrl',
      'createTask',
      'drizzle',
    ]) {
      expect(text.includes(word), `${word} in ${file.name}`).toBe(false)
    }
  }
})

test('metrics are for the holder of the token', async () => {
  const stranger = new Client(app.url)
  expect((await stranger.call('GET', '/metrics')).status).toBeGreaterThanOrEqual(401)
  const wrong = await stranger.call('GET', '/metrics', {
    headers: { authorization: 'Bearer canary-metrics-55aa77cd' },
  })
  expect(wrong.status).toBeGreaterThanOrEqual(401)
  const right = await stranger.call('GET', '/metrics', {
    headers: { authorization: `Bearer ${secrets.METRICS_TOKEN}` },
  })
  expect(right.status).toBe(200)
  expect(right.text).toMatch(/^# HELP /m)
})

test('the log tells every job in the notes’ form, and every request with its id', () => {
  const lines = app.running.output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const submitted = lines.find((line) => line.MODEL !== undefined)
  expect(submitted).toMatchObject({
    MODEL: 'recraft/remove-background',
    TYPE: 'bg_remove',
    INPUT_KEYS: ['image'],
  })
  const requests = lines.filter((line) => line.msg === 'request')
  expect(requests.length).toBeGreaterThan(10)
  expect(requests.every((line) => typeof line.requestId === 'string')).toBe(true)
})
