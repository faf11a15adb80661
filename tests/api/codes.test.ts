import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BatchesView, BatchView, CodesView, RedemptionsView } from '@/lib/admin/codes-view'
import { redeemedSchema } from '@/lib/credits/schema'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Answer, Client, type ErrorBody, signedIn } from '@/tests/support/client'
import { personId } from '@/tests/support/people'
import { expectRefusal } from '@/tests/support/refusals'

// Redemption codes, from an admin's batch to a person's balance.

let app: App
let admin: Client
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
})
afterAll(() => app.close())

const good = { amount: 2.5, count: 2, uses: 1, expiresAt: null, note: 'Spring fair' }
let keys = 0
const make = (who: Client, json: object, key: string | null = `codes-${++keys}`) =>
  who.call<{ batch: BatchView }>('POST', '/api/admin/codes', {
    json,
    headers: key === null ? {} : { 'idempotency-key': key },
  })
const exported = (who: Client, id: string, json: object = { reason: 'To print' }) =>
  who.call<{ codes: string[] }>('POST', `/api/admin/codes/${id}/export`, { json })
const redeem = (who: Client, json: object) => who.call('POST', '/api/credits/redeem', { json })
const fieldsOf = (answer: Answer<unknown>) =>
  Object.keys((answer.body as Partial<ErrorBody>).error?.fields ?? {})
const inLanguages = (name: 'admin' | 'ben') =>
  Promise.all((['en', 'ru', 'zh'] as const).map((language) => signedIn(app.url, name, language)))

test('a code goes from a batch to a balance, once', async () => {
  const made = await make(admin, good)
  expect([made.status, made.body.batch.state]).toEqual([201, 'new'])
  const { id } = made.body.batch
  expect(fieldsOf(await exported(admin, id, {}))).toEqual(['reason'])
  const { body } = await exported(admin, id)
  expect(body.codes).toHaveLength(2)
  expect((await exported(admin, id)).status).toBe(409)
  const [code = ''] = body.codes
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
  const before = await ann.credits()
  const redeemed = await redeem(ann, { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` })
  expect(redeemedSchema.parse(redeemed.body)).toEqual({
    ...{ amount: 2.5, available: before.available + 2.5, held: 0 },
  })
  expect(await ann.credits()).toEqual({ available: before.available + 2.5, held: 0 })
  const movements = await ann.call<{ movements: unknown[] }>(
    'GET',
    '/api/credits/movements?kind=grants&limit=1',
  )
  expect(movements.body.movements).toMatchObject([
    { kind: 'redeem', amount: 2.5, reason: code.slice(-4), job: null },
  ])
  const csv = await ann.call('GET', '/api/credits/movements.csv')
  expect(csv.text).toContain(`redeemed with a code,,,,,Code …${code.slice(-4)},2.5,0,`)
  const list = await admin.call<BatchesView>('GET', '/api/admin/codes')
  expect(list.body.batches.find((batch) => batch.id === id)).toMatchObject({ state: 'open', redeemed: 1 })
  const codes = await admin.call<CodesView>('GET', `/api/admin/codes/${id}/codes`)
  expect(codes.body.codes).toMatchObject([
    { used: 1, latest: [{ id: personId('ann') }] },
    { used: 0, latest: [] },
  ])
  const redemptions = await admin.call<RedemptionsView>('GET', `/api/admin/codes/${id}/redemptions`)
  expect(redemptions.body.redemptions).toMatchObject([
    { n: 1, tail: code.slice(-4), by: { id: personId('ann') } },
  ])
  for (const answer of [list, codes, redemptions]) expect(answer.text).not.toContain(code)
})

test('each refusal names the code in the language of the one who asks', async () => {
  const batch = async (more: object = {}) => {
    const { id } = (await make(admin, { ...good, count: 1, ...more })).body.batch
    const { codes } = (await exported(admin, id)).body
    return { id, code: codes[0] as string }
  }
  const [used, ended, mine] = [await batch(), await batch(), await batch({ uses: 2 })]
  await redeem(ann, { code: used.code })
  const ben = await inLanguages('ben')
  await redeem(ben[0] as Client, { code: mine.code })
  const cancel = { json: { reason: 'Printed twice' } }
  expect((await admin.call('POST', `/api/admin/codes/${ended.id}/cancel`, cancel)).status).toBe(200)
  expect((await admin.call('POST', `/api/admin/codes/${ended.id}/cancel`, cancel)).status).toBe(409)
  const wrong = [used.code, ended.code, mine.code, 'no code', '0000-0000-0000-0000']
  for (const [n, language] of (['en', 'ru', 'zh'] as const).entries()) {
    const sentences = new Set<string>()
    for (const code of wrong) {
      const answer = await redeem(ben[n] as Client, { code })
      expect(expectRefusal(answer, language, code).code).toBe('invalid_input')
      expect(fieldsOf(answer)).toEqual(['code'])
      sentences.add((answer.body as ErrorBody).error.message)
    }
    expect(sentences.size).toBe(wrong.length)
    for (const json of [{}, { code: 7 }, { code: '' }, { code: 'x'.repeat(101) }])
      expect(fieldsOf(await redeem(ben[n] as Client, json)), JSON.stringify(json)).toEqual(['code'])
    expect(fieldsOf(await redeem(ben[n] as Client, { code: used.code, amount: 5 }))).toEqual(['amount'])
  }
})

test('guessing ends', async () => {
  const cleo = await signedIn(app.url, 'cleo')
  const answers: Answer[] = []
  for (let n = 0; n < 11; n++)
    answers.push(await redeem(cleo, { code: `0000-0000-0000-${String(n).padStart(4, '0')}` }))
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(400), 429])
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(800)
})

describe('a batch', () => {
  test.for([
    [{ amount: 0 }, 'amount'],
    [{ amount: 1.0001 }, 'amount'],
    [{ amount: 'x' }, 'amount'],
    [{ count: 0 }, 'count'],
    [{ count: 10_001 }, 'count'],
    [{ count: 1.5 }, 'count'],
    [{ uses: 0 }, 'uses'],
    [{ uses: null }, 'uses'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ note: ' ' }, 'note'],
    [{ more: 1 }, 'more'],
  ] as const)('is not made of %j', async ([more, field]) => {
    for (const [n, who] of (await inLanguages('admin')).entries()) {
      const answer = await make(who, { ...good, ...more })
      expectRefusal(answer, (['en', 'ru', 'zh'] as const)[n] ?? 'en')
      expect(fieldsOf(answer)).toEqual([field])
    }
  })

  test('wants a key, and is made once under it', async () => {
    expect(fieldsOf(await make(admin, good, null))).toEqual(['Idempotency-Key'])
    const answers = await Promise.all([1, 2, 3].map(() => make(admin, good, 'codes-same')))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  })

  test('is an admin’s matter', async () => {
    const { id } = (await make(admin, good)).body.batch
    for (const [who, status] of [
      [ann, 403],
      [new Client(app.url), 401],
    ] as const) {
      const asked = [
        await make(who, good),
        await exported(who, id),
        await who.call('POST', `/api/admin/codes/${id}/cancel`, { json: { reason: 'x' } }),
        await who.call('GET', '/api/admin/codes'),
        await who.call('GET', `/api/admin/codes/${id}/codes`),
        await who.call('GET', `/api/admin/codes/${id}/redemptions`),
      ]
      expect(asked.map((answer) => answer.status)).toEqual(Array(6).fill(status))
    }
    expect((await exported(admin, id)).status, 'nothing had happened').toBe(200)
    const nobody = personId('ann')
    expect((await exported(admin, nobody)).status).toBe(404)
    const reason = { json: { reason: 'x' } }
    expect((await admin.call('POST', `/api/admin/codes/${nobody}/cancel`, reason)).status).toBe(404)
    for (const path of ['', `/${id}/codes`, `/${id}/redemptions`])
      expect(fieldsOf(await admin.call('GET', `/api/admin/codes${path}?cursor=x`))).toEqual(['cursor'])
  })
})

test('the books add up after all of it', async () => {
  await app.running.stop()
  await expectBooksAddUp(app.data)
})
