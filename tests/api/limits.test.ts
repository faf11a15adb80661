import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Answer, type Client, COFFEE, type ErrorBody, signedIn } from '@/tests/support/client'
import { personId } from '@/tests/support/people'
import { expectRefusal } from '@/tests/support/refusals'

// Prices, limits, groups and roles over HTTP.

let app: App
let admin: Client
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
})
afterAll(() => app.close())

const MODEL = 'recraft/remove-background'
let keys = 0
const setPrice = (who: Client, json: object, key: string | null = `price-${++keys}`) =>
  who.call<{ id: number } & ErrorBody>('POST', '/api/admin/prices', {
    json,
    ...(key && { headers: { 'idempotency-key': key } }),
  })
const good = { model: MODEL, rule: { times: 1.5 }, from: null, reason: 'Dearer power' }
const fieldsOf = (answer: Answer<unknown>) =>
  Object.keys(expectRefusal(answer as Answer<ErrorBody>, 'en').fields ?? {})
const shownPrice = async (who: Client) =>
  (await who.call<{ model: { price: { credits: number } } }>('GET', `/api/models/${MODEL}`)).body.model.price
    .credits

describe('a price', () => {
  test('changes for what is asked from then on; who was shown less is asked again', async () => {
    const { id } = await ann.upload(COFFEE)
    const ask = (maxPrice?: unknown) =>
      ann.call<{ job: { id: string; price: number } } & { error: { code: string; price?: number } }>(
        'POST',
        '/api/jobs',
        { json: { model: MODEL, input: { image: id }, ...(maxPrice !== undefined && { maxPrice }) } },
      )
    const old = (await ask(1)).body.job
    expect((await setPrice(admin, good)).status).toBe(201)
    expect(await shownPrice(ann)).toBe(1.5)
    const refused = await ask(1)
    expect(expectRefusal(refused as unknown as Answer<ErrorBody>, 'en').code).toBe('price_changed')
    expect(refused.body.error.price).toBe(1.5)
    const dear = (await ask(1.5)).body.job
    expect(dear.price).toBe(1.5)
    expect(fieldsOf(await ask(-1))).toEqual(['maxPrice'])
    expect(fieldsOf(await ask('1'))).toEqual(['maxPrice'])
    expect((await ann.follow(old.id, 60_000)).price).toBe(1)
    expect((await ann.follow(dear.id, 60_000)).price).toBe(1.5)
    const effect = await admin.call('GET', `/api/admin/prices/effect?model=${MODEL}&times=2`)
    expect(effect.body).toMatchObject({ jobs: 2, paid: 2.5, would: 4, models: [{ model: MODEL, jobs: 2 }] })
    await setPrice(admin, { ...good, rule: null })
    expect(await shownPrice(ann)).toBe(1)
    const { standing, past } = (
      await admin.call<{ standing: unknown[]; past: unknown[] }>('GET', '/api/admin/prices')
    ).body
    expect([standing.length, past.length]).toEqual([0, 2])
  })

  test.for([
    [{ ...good, rule: { times: 0 } }, 'rule'],
    [{ ...good, rule: { times: 1.0001 } }, 'rule'],
    [{ ...good, rule: { times: 1, credits: 1 } }, 'rule'],
    [{ ...good, rule: { credits: 1e9 } }, 'rule'],
    [{ ...good, model: 'no/such' }, 'model'],
    [{ ...good, from: 'tomorrow' }, 'from'],
    [{ ...good, from: '2020-01-01T00:00:00Z' }, 'from'],
    [{ ...good, reason: ' ' }, 'reason'],
    [{ model: MODEL, from: null, reason: 'x' }, 'rule'],
  ] as const)('is refused as %j', async ([json, field]) => {
    const answer = await setPrice(admin, json)
    expect(answer.status).toBe(400)
    expect(fieldsOf(answer).join()).toContain(field)
  })

  test('wants a key, a good cursor and a rule to compare with', async () => {
    expect(fieldsOf(await setPrice(admin, good, null))).toEqual(['Idempotency-Key'])
    expect(fieldsOf(await admin.call('GET', '/api/admin/prices?cursor=x'))).toEqual(['cursor'])
    for (const query of ['', 'times=0', 'times=1&credits=1', 'times=2&model=no/such'])
      expect((await admin.call('GET', `/api/admin/prices/effect?${query}`)).status, query).toBe(400)
    const withdraw = (id: string, json: object) =>
      admin.call<ErrorBody>('POST', `/api/admin/prices/${id}/withdraw`, { json })
    expect((await withdraw('x', { reason: 'x' })).status).toBe(404)
    expect((await withdraw('999999', { reason: 'x' })).status).toBe(404)
    expect((await withdraw('1', { reason: 'x' })).status).toBe(409)
    expect(fieldsOf(await withdraw('1', {}))).toEqual(['reason'])
  })
})

const none = { creditsADay: null, jobsAtOnce: null, models: null }

describe('limits', () => {
  const set = (json: object) => admin.call<ErrorBody>('PUT', '/api/admin/people/limits', { json })
  const cleo = personId('cleo')

  test('hold at once, say which and how much is used, and end when they are taken away', async () => {
    const person = await signedIn(app.url, 'cleo')
    const { id } = await person.upload(COFFEE)
    const limits = { ...none, creditsADay: 2 }
    expect((await set({ people: [cleo], limits, reason: 'x' })).status).toBe(204)
    const answers = await Promise.all(Array.from({ length: 8 }, () => person.trySubmit(id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    const refused = answers.find(({ status }) => status === 403)
    const { code, message } = expectRefusal(refused as unknown as Answer<ErrorBody>, 'en')
    expect(code).toBe('limit_day')
    expect(message).toContain('2 used today, 1 needed')
    for (const job of await person.jobs()) await person.follow(job.id, 60_000)
    expect((await admin.call('GET', `/api/admin/people/${cleo}/limits`)).body).toEqual({
      ...{ group: null, own: limits, openJobs: 0, usedToday: 2 },
    })
    await set({ people: [cleo], limits: { ...none, models: ['z-image'] }, reason: 'x' })
    const barred = await person.trySubmit(id)
    expect(fieldsOf(barred as unknown as Answer<unknown>)).toEqual(['model'])
    await set({ people: [cleo], limits: none, reason: 'x' })
    expect((await person.trySubmit(id)).status).toBe(201)
    for (const job of await person.jobs()) await person.follow(job.id, 60_000)
  })

  test.for([
    [{ people: [], limits: none, reason: 'x' }, 'people'],
    [{ people: ['nobody'], limits: none, reason: 'x' }, 'people'],
    [{ people: [cleo], reason: 'x' }, 'limits'],
    [{ people: [cleo], limits: none }, 'reason'],
    [{ people: [cleo], group: 'none', reason: 'x' }, 'group'],
    [{ people: [cleo], limits: { ...none, jobsAtOnce: 1.5 }, reason: 'x' }, 'limits.jobsAtOnce'],
    [{ people: [cleo], limits: { ...none, creditsADay: -1 }, reason: 'x' }, 'limits.creditsADay'],
    [{ people: [cleo], limits: { ...none, models: ['no/such'] }, reason: 'x' }, 'limits.models'],
  ] as const)('are refused as %j', async ([json, field]) => {
    const answer = await set(json)
    expect(answer.status).toBe(400)
    expect(fieldsOf(answer)).toContain(field)
  })

  test('of a group are its people’s until it is removed', async () => {
    const group = { name: 'Guests', limits: { ...none, jobsAtOnce: 0 }, reason: 'x' }
    const made = await admin.call<{ group: { id: string } } & ErrorBody>('POST', '/api/admin/groups', {
      json: group,
    })
    expect(made.status).toBe(201)
    const { id } = made.body.group
    expect(fieldsOf(await admin.call('POST', '/api/admin/groups', { json: group }))).toEqual(['name'])
    expect((await set({ people: [personId('ann')], group: id, reason: 'x' })).status).toBe(204)
    const file = await ann.upload(COFFEE)
    const refused = await ann.trySubmit(file.id)
    expect(expectRefusal(refused as unknown as Answer<ErrorBody>, 'en').code).toBe('limit_jobs')
    expect(
      (await admin.call('POST', `/api/admin/groups/${id}/remove`, { json: { reason: 'x' } })).status,
    ).toBe(204)
    expect((await admin.call('PUT', `/api/admin/groups/${id}`, { json: group })).status).toBe(404)
    expect((await ann.trySubmit(file.id)).status).toBe(201)
    for (const job of await ann.jobs()) await ann.follow(job.id, 60_000)
  })
})

describe('the last admin', () => {
  const role = (json: object, name = 'admin') =>
    admin.call<ErrorBody>('PUT', `/api/admin/users/${personId(name)}/role`, { json })

  test('cannot step down; somebody else can be one and be signed out', async () => {
    expect(expectRefusal(await role({ role: 'user', reason: 'x' }), 'en').code).toBe('last_admin')
    expect((await role({ role: 'boss', reason: 'x' })).status).toBe(400)
    expect((await role({ role: 'admin', reason: 'x' }, 'ben')).status).toBe(204)
    const ben = await signedIn(app.url, 'ben')
    expect((await ben.call('GET', '/api/admin/groups')).status).toBe(200)
    expect((await role({ role: 'user', reason: 'x' }, 'ben')).status).toBe(204)
    expect((await ben.call('GET', '/api/admin/groups')).status).toBe(403)
    const out = await admin.call('POST', `/api/admin/users/${personId('ben')}/sign-out`, {
      json: { reason: 'x' },
    })
    expect(out.status).toBe(204)
    expect((await ben.call('GET', '/api/credits')).status).toBe(401)
  })
})

test('people who are no admins change nothing, and the books add up', async () => {
  const cleo = await signedIn(app.url, 'cleo')
  for (const [method, path, json] of [
    ['GET', '/api/admin/prices', undefined],
    ['POST', '/api/admin/prices', good],
    ['GET', '/api/admin/prices/effect?times=1', undefined],
    ['POST', '/api/admin/prices/1/withdraw', { reason: 'x' }],
    ['GET', '/api/admin/groups', undefined],
    ['POST', '/api/admin/groups', {}],
    ['PUT', '/api/admin/groups/x', {}],
    ['POST', '/api/admin/groups/x/remove', {}],
    ['PUT', '/api/admin/people/limits', {}],
    ['GET', `/api/admin/people/${personId('ann')}/limits`, undefined],
    ['PUT', `/api/admin/users/${personId('cleo')}/role`, { role: 'admin', reason: 'x' }],
    ['POST', `/api/admin/users/${personId('ann')}/sign-out`, { reason: 'x' }],
  ] as const)
    expect((await cleo.call(method, path, json ? { json } : {})).status, path).toBe(403)
  await app.running.stop()
  await expectBooksAddUp(app.data)
})
