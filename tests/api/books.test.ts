import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditPage } from '@/lib/admin/audit-view'
import type { OverviewView } from '@/lib/admin/overview-view'
import type { BookAuditView } from '@/lib/books/schema'
import { booksSchema, periodSchema } from '@/lib/books/schema'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { personId } from '@/tests/support/people'
import { until } from '@/tests/support/process'
import { expectRefusal } from '@/tests/support/refusals'

// The overview, the books and the audit over HTTP, on a job that really ran.

let app: App
let admin: Client
let ann: Client
let price: number
beforeAll(async () => {
  app = await startApp()
  ;[admin, ann] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'ann')])
  const job = await ann.submit((await ann.upload(COFFEE)).id)
  price = (await ann.follow(job.id, 60_000)).price
})
afterAll(async () => {
  await app.running.stop()
  await expectBooksAddUp(app.data)
  await app.close()
})

const get = async <T>(path: string) => {
  const { status, body } = await admin.call<T>('GET', path)
  expect(status, path).toBe(200)
  return body
}

test('the overview tells of the job, the pace, the store and the sandbox’s balance', async () => {
  const view = await get<OverviewView>('/api/admin/overview?days=7')
  expect(periodSchema.parse(view).days).toHaveLength(7)
  expect(view.total).toMatchObject({ jobs: 1, done: 1, failed: 0, paid: price })
  expect(view.models).toMatchObject([{ model: 'recraft/remove-background', jobs: 1 }])
  expect(view.models[0]?.times.half).toBeGreaterThan(0)
  expect(view.queue).toEqual({ waiting: 0, running: 0, storing: 0 })
  // More than one where a slow start kept the first attempt from being sent in time.
  expect(view.pace.tasks.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1)
  expect(view.pace.limit).toBe(18)
  await until('the balance is known', async () => {
    const { balance } = await get<OverviewView>('/api/admin/overview')
    return balance.state === 'known' && (balance.credits ?? 0) > 0 && balance.isSandbox
  })
})

test('the books say what was paid and charged, and that accounts add up', async () => {
  const view = booksSchema.parse(await get('/api/admin/books?days=7'))
  expect(view.total).toMatchObject({ paid: price, unsaid: 0 })
  expect(view.causes).toMatchObject([{ outcome: 'done', jobs: 1, paid: price }])
  expect(view.accounts.rest).toBe(0)
  expect(view.accounts.accounts).toContainEqual({ account: 'house.revenue', total: price })
  expect(view).toMatchObject({ uncertain: [], losses: [], alarm: null })
})

test('the days leave as CSV with a mark of UTF-8', async () => {
  const answer = await admin.call('GET', '/api/admin/books/days.csv?days=7')
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const [head, line, ...rest] = answer.text.replace(/^\ufeff/, '').split('\r\n')
  expect(head).toMatch(/^Day \(UTC\),Model,/)
  expect(line).toMatch(/^\d{4}-\d\d-\d\d,recraft\/remove-background,.*,Done,1,/)
  expect(rest).toEqual([''])
})

test('the auditor runs when asked, and finds nothing', async () => {
  const asked = await admin.call<{ audit: BookAuditView }>('POST', '/api/admin/books/audits', { json: {} })
  expect(asked.status).toBe(202)
  await until('the run has ended', async () => {
    const { audit } = await get<{ audit: BookAuditView }>('/api/admin/books/audits')
    return audit.state === 'finished' && audit.id === asked.body.audit.id && audit.found === 0
  })
})

test('the audit lists what admins did, and leaves as CSV and JSON', async () => {
  await admin.call('POST', `/api/admin/users/${personId('cleo')}/disable`, { json: { reason: 'Because' } })
  const { lines } = await get<AuditPage>('/api/admin/audit?action=user.disabled')
  expect(lines).toMatchObject([
    { actor: { id: personId('admin') }, action: 'user.disabled', subject: { id: personId('cleo') } },
  ])
  const csv = await admin.call('GET', '/api/admin/audit/export?action=user.disabled')
  expect(csv.text.split('\r\n')).toHaveLength(3)
  const json = await admin.call('GET', '/api/admin/audit/export?format=json&action=user.disabled')
  expect(JSON.parse(json.text)).toEqual(lines)
})

describe('who may', () => {
  test.for([
    '/api/admin/overview',
    '/api/admin/books',
    '/api/admin/books/days.csv',
    '/api/admin/books/audits',
    '/api/admin/audit',
    '/api/admin/audit/export',
  ])('admins alone: %s', async (path) => {
    expect(expectRefusal(await ann.call('GET', path), 'en').code).toBe('forbidden')
  })

  test('an alarm that is none cannot be settled, nor without a reason', async () => {
    const settle = (json: object) => admin.call('POST', '/api/admin/books/alarms/none', { json })
    expect(expectRefusal(await settle({ reason: 'x' }), 'en').code).toBe('not_found')
    expect(expectRefusal(await settle({ reason: ' ' }), 'en').code).toBe('invalid_input')
  })

  test.for(['overview?days=2', 'books?days=1', 'books/days.csv?days=x', 'audit?limit=0', 'audit?action=x'])(
    'nonsense is refused: %s',
    async (path) => {
      expect(expectRefusal(await admin.call('GET', `/api/admin/${path}`), 'en').code).toBe('invalid_input')
    },
  )
})
