import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AdminModel, CheckView, FindingView } from '@/lib/admin/finding'
import { type App, startApp } from '@/tests/support/app'
import { type Answer, Client, type ErrorBody, signedIn } from '@/tests/support/client'
import { freshData, setSettings } from '@/tests/support/data'
import { until } from '@/tests/support/process'
import { expectRefusal } from '@/tests/support/refusals'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

const GONE = 'google/imagen4'
const PRICED = 'google/nano-banana'
const CHANGED = 'z-image'
const path = '/api/admin/models'

let sandbox: Sandbox
let app: App
let admin: Client
let ann: Client
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  const data = await freshData()
  await setSettings(data, { catalogueGapMs: 0 })
  app = await startApp({ data, env: sandbox.env })
  ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
  await sandbox.market({ gapMs: 0 })
})
afterAll(async () => {
  await app.close()
  await app.data.remove()
  await sandbox.close()
})

async function models(): Promise<AdminModel[]> {
  return (await admin.call<{ models: AdminModel[] }>('GET', path)).body.models
}
const model = async (id: string) => (await models()).find((one) => one.id === id)
const put = (who: Client, id: string, json: object) =>
  who.call<{ model: AdminModel } & ErrorBody>('PUT', `${path}/${id}`, { json })
const ask = () => admin.call<{ check: CheckView }>('POST', `${path}/check`, { json: {} })
async function findings(): Promise<FindingView[]> {
  return (await admin.call<{ findings: FindingView[] }>('GET', `${path}/findings`)).body.findings
}
const ended = () =>
  until(
    'the check ends',
    async () => {
      const { check } = (await admin.call<{ check: CheckView | null }>('GET', `${path}/check`)).body
      return check?.state === 'finished' && check
    },
    60_000,
    100,
  )
async function check(): Promise<CheckView> {
  expect((await ask()).status).toBe(202)
  return ended()
}
const decide = (id: string, decision: string, reason = 'because') =>
  admin.call('POST', `${path}/findings/${id}`, { json: { decision, reason } })
const code = (answer: Answer<unknown>, language: 'en' | 'ru' | 'zh' = 'en') =>
  expectRefusal(answer as Answer<ErrorBody>, language).code

describe('switches', () => {
  test('turn a model off for everybody at once, and on again', async () => {
    expect((await put(admin, PRICED, { offered: false, reason: 'too dear' })).body.model).toMatchObject({
      id: PRICED,
      offered: false,
      switched: false,
    })
    const { models: cards } = (
      await ann.call<{ models: { id: string; offered: boolean }[] }>('GET', '/api/models')
    ).body
    expect(cards.find(({ id }) => id === PRICED)?.offered).toBe(false)
    const refused = await ann.call('POST', '/api/jobs', { json: { model: PRICED, input: { prompt: 'a' } } })
    expect(code(refused)).toBe('invalid_input')
    await put(admin, PRICED, { offered: true, reason: 'cheaper again' })
    expect(await model(PRICED)).toMatchObject({ offered: true })
    expect(
      (await ann.call('POST', '/api/jobs', { json: { model: PRICED, input: { prompt: 'a' } } })).status,
    ).toBe(201)
  })

  test.each([
    [{ offered: false }, 'reason'],
    [{ offered: false, reason: '  ' }, 'reason'],
    [{ reason: 'x' }, 'offered'],
    [{ offered: 1, reason: 'x' }, 'offered'],
    [{ offered: true, price: 5, reason: 'x' }, 'price'],
    [{ extra: 1, reason: 'x' }, 'extra'],
  ])('refuse %j', async (wish, field) => {
    const answer = await put(admin, PRICED, wish)
    expect(answer.status).toBe(400)
    expect(Object.keys(expectRefusal(answer, 'en').fields ?? {})).toContain(field)
  })

  test('know only models of the catalogue', async () => {
    expect(code(await put(admin, 'no/such', { offered: true, reason: 'x' }))).toBe('not_found')
  })
})

test('people who are no admins learn and change nothing', async () => {
  const id = 'nothing'
  for (const [method, route, json] of [
    ['GET', path],
    ['PUT', `${path}/${PRICED}`, { offered: false, reason: 'x' }],
    ['GET', `${path}/check`],
    ['POST', `${path}/check`, {}],
    ['GET', `${path}/findings`],
    ['POST', `${path}/findings/${id}`, { decision: 'accepted', reason: 'x' }],
  ] as const) {
    const options = json ? { json } : {}
    expect(code(await ann.call(method, route, options)), route).toBe('forbidden')
    expect(code(await new Client(app.url).call(method, route, options)), route).toBe('unauthorized')
    if (method !== 'GET') {
      expect(code(await admin.call(method, route, { ...options, origin: 'https://other.example' }))).toBe(
        'bad_origin',
      )
    }
  }
})

describe('checks against the list of KIE', () => {
  test('asked for by many at once are one', async () => {
    const asked = await Promise.all([ask(), ask(), ask()])
    expect(new Set(asked.map(({ body }) => body.check.startedAt)).size).toBe(1)
    expect(await ended()).toMatchObject({ problem: null, missed: 0, asked: true })
    expect(await findings()).toEqual([])
  })

  test('report what changed; an admin decides, once, and nothing changes before', async () => {
    await sandbox.market({
      gapMs: 0,
      gone: [GONE],
      added: [{ model: 'new/one', title: 'New One', provider: 'New' }],
      prices: { [PRICED]: 'Now 9 credits.' },
      schemas: { [CHANGED]: await document({ prompt: { type: 'string' }, fresh: { type: 'string' } }) },
    })
    const { total, read } = await check()
    expect(read).toBe(total)
    const found = await findings()
    const of = (kind: string) => found.find((one) => one.kind === kind)
    expect(found).toHaveLength(4)
    expect(of('gone')).toMatchObject({ model: GONE, title: 'Google Imagen 4' })
    expect(of('new')).toMatchObject({ model: 'new/one', title: 'New One' })
    expect(of('price')).toMatchObject({ model: PRICED, detail: { to: 'Now 9 credits.' } })
    expect(of('schema')).toMatchObject({
      model: CHANGED,
      detail: { differences: expect.arrayContaining([{ kind: 'added', field: 'fresh', required: false }]) },
    })
    expect(await model(GONE)).toMatchObject({ offered: true })

    const gone = of('gone')?.id ?? ''
    expect(code(await decide(gone, 'accepted', ''))).toBe('invalid_input')
    expect(code(await decide(gone, 'maybe'))).toBe('invalid_input')
    const decisions = await Promise.all([1, 2, 3].map(() => decide(gone, 'accepted')))
    expect(decisions.map(({ status }) => status).sort()).toEqual([204, 409, 409])
    expect(await model(GONE)).toMatchObject({ offered: false, switched: false })
    expect((await decide(of('price')?.id ?? '', 'accepted')).status).toBe(204)
    expect((await decide(of('schema')?.id ?? '', 'dismissed')).status).toBe(204)
    expect(code(await decide('nothing', 'accepted'))).toBe('not_found')
    await check()
    expect((await findings()).map(({ kind }) => kind)).toEqual(['new'])
  })

  test('say what went wrong, and go on after a stop', async () => {
    await sandbox.script([{ on: 'models', act: { code: 401, msg: 'no' } }])
    expect(await check()).toMatchObject({ problem: 'unauthorized' })
    await sandbox.market({ gapMs: 0 })
    await sandbox.script([{ on: 'models', skip: 30, times: 1, act: { delayMs: 60_000 } }])
    await ask()
    await until('a check is under way', async () => {
      const { check: now } = (await admin.call<{ check: CheckView }>('GET', `${path}/check`)).body
      return now.read >= 29
    })
    await app.running.stop()
    await app.restart()
    ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
    expect(await ended()).toMatchObject({ problem: null, missed: 0 })
  })
})

/** A document of a model that is asked for these. */
async function document(properties: object) {
  const answer = await fetch(`${sandbox.url}/api/v1/models/${CHANGED}/schema`, {
    headers: { authorization: 'Bearer k' },
  })
  const { data } = (await answer.json()) as { data: { openapi: { components: { schemas: object } } } }
  return { ...data.openapi, components: { schemas: { 'model input': { type: 'object', properties } } } }
}
