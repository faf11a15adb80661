import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Granted, type GrantsChecked, grantsCheckedSchema } from '@/lib/admin/grants-schema'
import { personSchema } from '@/lib/auth/schema'
import { type Moved, movedSchema } from '@/lib/credits/schema'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Answer, Client, type ErrorBody, signedIn } from '@/tests/support/client'
import { personId } from '@/tests/support/people'
import { expectRefusal } from '@/tests/support/refusals'

// What admins may do with people's credits.

let app: App
let admin: Client
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
})
afterAll(() => app.close())

let keys = 0
const freshKey = () => `key-${++keys}`
const good = { amount: 5, reason: 'For the lamps' }
const move = (who: Client, name: string, json: object, key = freshKey()) =>
  who.call<Moved>('POST', `/api/admin/people/${personId(name)}/credits`, {
    json,
    headers: { 'idempotency-key': key },
  })
const grants = (who: Client, json: object, key = freshKey()) =>
  who.call<{ people: Moved[] }>('POST', '/api/admin/grants', { json, headers: { 'idempotency-key': key } })
const fieldsOf = (answer: Answer<unknown>) =>
  Object.keys((answer.body as Partial<ErrorBody>).error?.fields ?? {})
const person = z.strictObject(personSchema.shape)
const list = async (query: string) => {
  const { status, body } = await admin.call<{ people: unknown[]; next: string | null }>(
    'GET',
    `/api/admin/people?${query}`,
  )
  expect(status, query).toBe(200)
  return { people: z.array(person).parse(body.people), next: body.next }
}

describe('the list of people', () => {
  test('finds by what was typed, and pages', async () => {
    expect((await list('q=cleo%40loupe')).people.map((one) => one.id)).toEqual([personId('cleo')])
    expect((await list(`q=${personId('ben')}`)).people).toMatchObject([{ available: 1_000, state: 'active' }])
    const one = await list('limit=4')
    const two = await list(`limit=4&cursor=${one.next}`)
    expect(two.next).toBeNull()
    expect(new Set([...one.people, ...two.people].map(({ id }) => id)).size).toBe(6)
  })

  test.for([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['cursor=x', 'cursor'],
    [`q=${'x'.repeat(301)}`, 'q'],
    ['q=%00', 'q'],
    ['q=a+b+c+d+e+f', 'q'],
  ] as const)('refuses %s', async ([query, field]) => {
    const answer = await admin.call('GET', `/api/admin/people?${query}`)
    expect(expectRefusal(answer, 'en').code).toBe('invalid_input')
    expect(fieldsOf(answer)).toEqual([field])
  })
})

describe('who may', () => {
  test('users may not, strangers are asked to sign in', async () => {
    const stranger = new Client(app.url)
    for (const [who, status] of [
      [ann, 403],
      [stranger, 401],
    ] as const) {
      expect((await who.call('GET', '/api/admin/people')).status).toBe(status)
      expect((await move(who, 'ann', good)).status).toBe(status)
      expect((await grants(who, { ...good, people: [personId('ann')] })).status).toBe(status)
    }
    expect((await ann.credits()).available).toBe(1_000)
  })
})

describe('granting and taking', () => {
  test('moves the balance once under one key, with one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => move(admin, 'ann', good, 'once')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    const moved = z.strictObject(movedSchema.shape).parse(answers[0]?.body)
    expect(moved).toMatchObject({ id: personId('ann'), available: 1_005, held: 0 })
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await ann.credits()).toEqual({ available: 1_005, held: 0 })
    expect((await move(admin, 'ann', { ...good, amount: -5 }, 'once')).status).toBe(422)
    expect((await move(admin, 'ann', { ...good, amount: -5.125 })).body.available).toBe(999.875)
  })

  test('takes no more than is there', async () => {
    const answer = await move(admin, 'ten', { ...good, amount: -10.001 })
    expect(expectRefusal(answer, 'en').code).toBe('insufficient_credits')
    expect(fieldsOf(answer)).toEqual(['amount'])
    expect((await list('q=ten%40')).people).toMatchObject([{ available: 10 }])
  })

  test('grants a chosen set each once', async () => {
    const people = [personId('ben'), personId('cleo'), personId('ben')]
    const answers = await Promise.all([1, 2, 3].map(() => grants(admin, { ...good, people }, 'many')))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(answers[0]?.body.people.map(({ available }) => available)).toEqual([1_005, 1_005])
    expect((await list('q=ben%40')).people).toMatchObject([{ available: 1_005 }])
  })

  test('takes from a chosen set each once, and from nobody when one has too little', async () => {
    const people = [personId('ben'), personId('ten')]
    const before = await Promise.all(['q=ben%40', 'q=ten%40'].map(async (q) => (await list(q)).people[0]))
    const less = (n: number, amount: number) => (before[n]?.available ?? 0) - amount
    const wish = { people, amount: -1.5, reason: 'Counted wrong' }
    const answers = await Promise.all([1, 2, 3].map(() => grants(admin, wish, 'take-many')))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    for (const moved of answers[0]?.body.people ?? []) z.strictObject(movedSchema.shape).parse(moved)
    const balances = new Map(answers[0]?.body.people.map(({ id, available }) => [id, available]))
    expect(people.map((id) => balances.get(id))).toEqual([less(0, 1.5), less(1, 1.5)])

    for (const [language, words] of [
      ['en', 'ten@loupe.test'],
      ['ru', 'Ни у кого ничего не изъято.'],
      ['zh', '未收回任何人的积分。'],
    ] as const) {
      const refused = await admin.call('POST', '/api/admin/grants', {
        json: { ...wish, amount: -(less(1, 1.5) + 0.001) },
        headers: { 'idempotency-key': freshKey(), 'accept-language': language },
      })
      expect(refused.status).toBe(402)
      expect(expectRefusal(refused, language).code).toBe('insufficient_credits')
      expect(fieldsOf(refused)).toEqual(['amount'])
      expect(refused.text).toContain(words)
    }
    expect((await list('q=ben%40')).people).toMatchObject([{ available: less(0, 1.5) }])
    expect((await grants(admin, { ...wish, amount: 1.5 })).status, 'back').toBe(201)
  })

  test.for([
    [{ amount: 0 }, 'amount'],
    [{ amount: 0.0001 }, 'amount'],
    [{ amount: 1_000_001 }, 'amount'],
    [{ amount: -1_000_001 }, 'amount'],
    [{ amount: '5' }, 'amount'],
    [{ amount: undefined }, 'amount'],
    [{ reason: '' }, 'reason'],
    [{ reason: '   ' }, 'reason'],
    [{ reason: 'x'.repeat(301) }, 'reason'],
    [{ reason: 7 }, 'reason'],
    [{ reason: undefined }, 'reason'],
    [{ actor: 'system' }, 'actor'],
  ] as const)('refuses %j', async ([bad, field]) => {
    const people = [personId('ann')]
    for (const answer of [
      await move(admin, 'ann', { ...good, ...bad }),
      await grants(admin, { ...good, people, ...bad }),
    ]) {
      expect(expectRefusal(answer, 'en').code).toBe('invalid_input')
      expect(fieldsOf(answer)).toEqual([field])
    }
  })

  test.for([
    [{ people: [] }, 'people'],
    [{ people: 'ann' }, 'people'],
    [{ people: Array.from({ length: 501 }, (_, n) => `p${n}`) }, 'people'],
    [{ people: ['nobody'] }, 'people'],
    [{ people: [''] }, 'people.0'],
  ] as const)('refuses a grant to many of %j', async ([bad, field]) => {
    const answer = await grants(admin, { ...good, ...bad })
    expect(expectRefusal(answer, 'en').code).toBe('invalid_input')
    expect(fieldsOf(answer)).toEqual([field])
  })

  test('wants a key, and somebody who is there', async () => {
    const path = `/api/admin/people/${personId('ann')}/credits`
    for (const headers of [{}, { 'idempotency-key': 'x'.repeat(256) }]) {
      const answer = await admin.call('POST', path, {
        json: good,
        headers: headers as Record<string, string>,
      })
      expect(expectRefusal(answer, 'en').code).toBe('invalid_input')
      expect(fieldsOf(answer)).toEqual(['Idempotency-Key'])
    }
    expect((await move(admin, 'nobody', good)).status).toBe(404)
  })
})

describe('granting from a file', () => {
  const csv = '/api/admin/grants/csv'
  const check = (who: Client, json: object) => who.call<GrantsChecked>('POST', `${csv}/check`, { json })
  const grant = (who: Client, json: object, key = freshKey()) =>
    who.call<Granted>('POST', csv, { json, headers: { 'idempotency-key': key } })
  const text = `person;credits\r\ncleo@loupe.test;2,5\r\n${personId('ten')};1`

  test('is shown beforehand, and happens once under one key', async () => {
    const before = (await list('q=cleo%40')).people[0]?.available ?? 0
    const { status, body } = await check(admin, { text })
    expect(status).toBe(200)
    expect(z.strictObject(grantsCheckedSchema.shape).parse(body)).toMatchObject({
      ...{ people: 2, credits: 3.5, withoutReason: 2, bad: 0, problems: [] },
    })
    const refused = await grant(admin, { text })
    expect(expectRefusal(refused, 'en').code).toBe('invalid_input')
    expect(fieldsOf(refused)).toEqual(['reason'])
    const file = { text, reason: 'Spring' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => grant(admin, file, 'file')))
    expect(answers.map((one) => [one.status, one.body])).toEqual(
      Array(8).fill([201, { people: 2, credits: 3.5, taken: 0, file: expect.any(String) }]),
    )
    expect((await list('q=cleo%40')).people).toMatchObject([{ available: before + 2.5 }])
    expect((await grant(admin, { text, reason: 'Other' }, 'file')).status).toBe(422)
  })

  test('grants and takes once under one key, or tells the line that is not covered', async () => {
    const [before] = (await list('q=cleo%40')).people
    const [ten] = (await list('q=ten%40')).people
    const has = ten?.available ?? 0
    const mixed = (most: number) => `cleo@loupe.test;+2,5\r\n${personId('ten')};−${most}`
    const sums = { people: 2, credits: 2.5, taken: 1 }
    const { body } = await check(admin, { text: mixed(1) })
    expect(z.strictObject(grantsCheckedSchema.shape).parse(body)).toMatchObject({ ...sums, bad: 0 })
    const file = { text: mixed(1), reason: 'Spring' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => grant(admin, file, 'mixed')))
    expect(answers.map((one) => [one.status, one.body])).toEqual(
      Array(4).fill([201, { ...sums, file: expect.any(String) }]),
    )
    expect((await list('q=ten%40')).people).toMatchObject([{ available: has - 1 }])

    const uncovered = mixed(has)
    const { problems } = (await check(admin, { text: uncovered })).body
    expect(problems).toEqual([{ line: 2, message: `The balance covers less: ${has - 1} can be taken.` }])
    const refused = await grant(admin, { text: uncovered, reason: 'Spring' })
    expect(expectRefusal(refused, 'en').code).toBe('invalid_input')
    expect(fieldsOf(refused)).toEqual(['text'])
    expect(refused.text).toContain('the first is line 2')
    expect((await list('q=cleo%40')).people).toMatchObject([{ available: (before?.available ?? 0) + 2.5 }])
  })

  test('names the bad lines in the language of who asks, and grants nobody', async () => {
    const before = (await list('q=cleo%40')).people
    const bad = `${text}\r\nnobody@loupe.test;1`
    const { body } = await admin.call<GrantsChecked>('POST', `${csv}/check`, {
      json: { text: bad },
      headers: { 'accept-language': 'ru' },
    })
    expect(body).toMatchObject({ bad: 1, problems: [{ line: 4 }] })
    expect(body.problems[0]?.message).toContain('Ни у кого здесь')
    const refused = await grant(admin, { text: bad, reason: 'Spring' })
    expect(expectRefusal(refused, 'en').code).toBe('invalid_input')
    expect(fieldsOf(refused)).toEqual(['text'])
    expect((await list('q=cleo%40')).people).toEqual(before)
  })

  test('is for admins, with a key, and has its bounds', async () => {
    expect([(await check(ann, { text })).status, (await grant(ann, { text })).status]).toEqual([403, 403])
    const unkeyed = await admin.call('POST', csv, { json: { text, reason: 'Spring' } })
    expect(fieldsOf(unkeyed)).toEqual(['Idempotency-Key'])
    for (const [bad, field] of [
      [{}, 'text'],
      [{ text: 7 }, 'text'],
      [{ text, reason: 'x'.repeat(301) }, 'reason'],
      [{ text, people: [] }, 'people'],
    ] as const)
      expect(fieldsOf(await grant(admin, bad))).toEqual([field])
    expect((await check(admin, { text: 'x'.repeat(6_400_000) })).status).toBe(413)
  })
})

test('OpenAPI describes all of it', async () => {
  const { body } = await ann.call<{ paths: Record<string, object> }>('GET', '/api/openapi.json')
  const paths = [
    '/api/admin/people',
    '/api/admin/people/{id}/credits',
    '/api/admin/grants',
    '/api/admin/grants/csv',
  ]
  expect(paths.filter((path) => !body.paths[path])).toEqual([])
})

test('the books add up after all of it', async () => {
  await app.running.stop()
  await expectBooksAddUp(app.data)
})
