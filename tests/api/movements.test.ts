import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MovementsView, movementsSchema, spendingSchema } from '@/lib/credits/movement-view'
import { type App, startApp } from '@/tests/support/app'
import { Client, COFFEE, signedIn } from '@/tests/support/client'
import { expectRefusal } from '@/tests/support/refusals'

const PATHS = ['/api/credits/movements', '/api/credits/movements.csv', '/api/credits/spending']
const month = () => new Date().toISOString().slice(0, 7)

let app: App
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ann = await signedIn(app.url, 'ann')
  const { id } = await ann.upload(COFFEE)
  for (let n = 0; n < 3; n++) await ann.follow((await ann.submit(id)).id)
})
afterAll(() => app.close())

test('a job’s lines are there, in pages that meet, with its file and its tool', async () => {
  const found: MovementsView['movements'] = []
  for (let next: string | null = ''; next !== null; ) {
    const answer = await ann.call('GET', `/api/credits/movements?kind=jobs&limit=2&cursor=${next}`)
    const page = movementsSchema.parse(answer.body)
    found.push(...page.movements)
    next = page.next
  }
  expect(found.map(({ kind }) => kind)).toEqual(['capture', 'hold', 'capture', 'hold', 'capture', 'hold'])
  expect(new Set(found.map(({ job }) => `${job?.tool} ${job?.name}`))).toEqual(
    new Set(['Remove background coffee.png']),
  )
  const { available } = await ann.credits()
  expect(found[0]).toMatchObject({ amount: 1, availableAfter: available, heldAfter: 0 })
})

test('the month’s spending counts what was paid, and the month’s CSV adds up to the balance', async () => {
  const spent = spendingSchema.parse((await ann.call('GET', `/api/credits/spending?month=${month()}`)).body)
  expect([spent.total, spent.models.map(({ jobs }) => jobs)]).toEqual([3, [3]])
  const all = await ann.fetch('GET', '/api/credits/movements.csv')
  const answer = await ann.fetch('GET', `/api/credits/movements.csv?month=${month()}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="credits-${month()}.csv"`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  // Not of the month alone: at its turn the first grant is of the one before.
  const lines = (await all.text()).trimEnd().split('\r\n').slice(1)
  const sum = lines.reduce((total, line) => total + Number(line.split(',').at(-4)), 0)
  expect(sum).toBe((await ann.credits()).available)
})

test('the CSV’s first line is in the caller’s language', async () => {
  for (const [language, word] of [
    ['ru', 'Номер'],
    ['zh', '编号'],
  ] as const) {
    const answer = await ann.fetch('GET', '/api/credits/movements.csv', {
      headers: { 'accept-language': language },
    })
    expect((await answer.text()).startsWith(word)).toBe(true)
  }
})

test('another person sees none of it', async () => {
  const ben = await signedIn(app.url, 'ben')
  const page = movementsSchema.parse((await ben.call('GET', PATHS[0] ?? '')).body)
  expect(page.movements.map(({ kind }) => kind)).toEqual(['grant'])
  expect((await ben.call('GET', PATHS[1] ?? '')).text).not.toContain('coffee')
  const spent = await ben.call<{ total: number }>('GET', `${PATHS[2]}?month=${month()}`)
  expect(spent.body.total).toBe(0)
})

test.for(PATHS)('%s is nothing for a stranger', async (path) => {
  const answer = await new Client(app.url, 'ru').call('GET', `${path}?month=${month()}`)
  expect(expectRefusal(answer, 'ru').code).toBe('unauthorized')
})

test.for(PATHS)('%s names a bad field', async (path) => {
  for (const bad of ['2026-13', '2026-00', '2026-1', '1999-12', '2026-11-01', 'x', '０２０２６-11']) {
    const answer = await ann.call('GET', `${path}?month=${encodeURIComponent(bad)}`)
    expect(answer.status, bad).toBe(400)
    expect(expectRefusal(answer, 'en').fields).toHaveProperty('month')
  }
  const answer = await ann.call('GET', `${path}?month=${month()}&zone=Mars/Olympus`)
  expect(expectRefusal(answer, 'en').fields).toHaveProperty('zone')
})

test.for([
  ['kind', 'loss'],
  ['cursor', 'x'],
  ['cursor', '-1'],
  ['limit', '101'],
  ['limit', '0'],
])('a list asked with %s=%s is refused by name', async ([field, value]) => {
  const answer = await ann.call('GET', `${PATHS[0]}?${field}=${value}`)
  expect(answer.status).toBe(400)
  expect(expectRefusal(answer, 'en').fields).toHaveProperty(field ?? '')
})

test('spending is asked of a month', async () => {
  const answer = await ann.call('GET', PATHS[2] ?? '')
  expect(expectRefusal(answer, 'en').fields).toHaveProperty('month')
})
