import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CountsView, CreditsView, JobView } from '@/lib/jobs/schema'
import { type App, startApp } from '@/tests/support/app'
import { Client, COFFEE, signedIn } from '@/tests/support/client'
import { Events } from '@/tests/support/events'
import { personId } from '@/tests/support/people'
import { until } from '@/tests/support/process'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const ended = (id: string) => (job: JobView) => job.id === id && job.status === 'done'

describe('the live list', () => {
  test('begins with a snapshot, then tells every change and the balance', async () => {
    const ann = await signedIn(app.url, 'ann')
    const events = await Events.open(ann)
    const snapshot = (await events.first('snapshot')).data
    const nothing = { queued: 0, running: 0, storing: 0 }
    expect(snapshot).toEqual({ jobs: [], counts: nothing, credits: { available: 1_000, held: 0 } })
    const job = await ann.submit((await ann.upload(COFFEE)).id)
    await events.first('job', ended(job.id))
    await events.first('credits', (credits: CreditsView) => credits.available === 999 && credits.held === 0)
    await events.first(
      'counts',
      (counts: CountsView) => counts.queued + counts.running + counts.storing === 1,
    )
    const told = events.all.filter((one) => one.event === 'job').map((one) => one.data as JobView)
    const versions = told.map((one) => one.version)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    expect(told.map((one) => one.status)).toContain('running')
    events.close()
  })

  test('resumes with what changed meanwhile', async () => {
    const ben = await signedIn(app.url, 'ben')
    const first = await Events.open(ben)
    const { id } = await first.first('snapshot')
    first.close()
    const job = await ben.submit((await ben.upload(COFFEE)).id)
    await ben.follow(job.id)
    const again = await Events.open(ben, id)
    await again.first('job', ended(job.id))
    expect(again.all.some((one) => one.event === 'snapshot')).toBe(false)
    again.close()
    for (const odd of ['nonsense', '-1', '99999999999999999999', '1e3']) {
      const other = await Events.open(ben, odd)
      await other.first('snapshot')
      other.close()
    }
  })

  test('shows nobody another’s jobs', async () => {
    const [ann, cleo] = await Promise.all([signedIn(app.url, 'ann'), signedIn(app.url, 'cleo')])
    const [hers, mine] = await Promise.all([Events.open(cleo), Events.open(ann)])
    await hers.first('snapshot')
    const job = await ann.submit((await ann.upload(COFFEE)).id)
    await mine.first('job', ended(job.id))
    const own = await cleo.submit((await cleo.upload(COFFEE)).id)
    await hers.first('job', ended(own.id))
    expect(JSON.stringify(hers.all)).not.toContain(job.id)
    for (const events of [hers, mine]) events.close()
  })

  test('reaches every tab of a person', async () => {
    const ann = await signedIn(app.url, 'ann')
    const tabs = await Promise.all([Events.open(ann), Events.open(ann), Events.open(ann)])
    const job = await ann.submit((await ann.upload(COFFEE)).id)
    await Promise.all(tabs.map((tab) => tab.first('job', ended(job.id))))
    for (const tab of tabs) tab.close()
  })

  test('ends with the session', async () => {
    const ten = await signedIn(app.url, 'ten')
    const elsewhere = await signedIn(app.url, 'ten')
    const events = await Events.open(ten)
    await events.first('snapshot')
    await elsewhere.call('POST', '/api/account/sign-out-everywhere', { json: {} })
    await until('the stream is over', () => events.ended)
    expect((await ten.call('GET', '/api/jobs')).status).toBe(401)
  })

  test('ends at once when an account is disabled', async () => {
    const [admin, broke] = await Promise.all([signedIn(app.url, 'admin'), signedIn(app.url, 'broke')])
    const events = await Events.open(broke)
    await events.first('snapshot')
    const answer = await admin.call('POST', `/api/admin/users/${personId('broke')}/disable`, {
      json: { reason: 'Because' },
    })
    expect(answer.status).toBeLessThan(300)
    await until('the stream is over', () => events.ended)
    expect((await broke.call('GET', '/api/credits')).status).toBe(401)
  })

  test('is for people who are signed in', async () => {
    expect((await new Client(app.url).call('GET', '/api/jobs/events')).status).toBe(401)
  })
})
