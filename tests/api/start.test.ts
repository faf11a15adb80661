import { afterEach, describe, expect, test } from 'vitest'
import { type App, healthy, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { Client, COFFEE, signedIn } from '@/tests/support/client'
import { type Data, freshData } from '@/tests/support/data'
import { Events } from '@/tests/support/events'
import { until } from '@/tests/support/process'

const STOP_LIMIT_MS = 12_000

let data: Data | null = null
afterEach(async () => {
  await data?.remove()
  data = null
})

describe('a machine that never ran Loupe', () => {
  test('gets a database, an address and a set-up link that works once', async () => {
    data = await freshData('nothing')
    const app = await startApp({ data })
    const { output } = app.running
    expect(output).toMatch(/Loupe is running: http:\/\/localhost:\d+/)
    expect(output).toMatch(data.kind === 'pglite' ? /embedded/ : /PostgreSQL \d+/)
    const token = await until('the link is printed', () => /\/setup\/(\S+)/.exec(app.running.output)?.[1])
    const person = {
      token,
      email: 'first@loupe.test',
      name: 'First',
      password: 'a lamp beside the light table',
    }
    const first = await new Client(app.url).call('POST', '/api/account/setup', { json: person })
    expect(first.status, first.text).toBe(201)
    const again = await new Client(app.url).call('POST', '/api/account/setup', {
      json: { ...person, email: 'second@loupe.test' },
    })
    expect(again.status).toBeGreaterThanOrEqual(400)
    const admin = await new Client(app.url).signIn(person.email)
    expect((await admin.credits()).available).toBe(20)
    expect((await admin.call('GET', '/api/admin/invitations')).status).toBe(200)
    await app.restart()
    await new Client(app.url).signIn(person.email)
    expect(app.running.output).not.toContain('/setup/')
    await app.close()
  })

  test('gets the configured admin instead', async () => {
    data = await freshData('nothing')
    const env = {
      ADMIN_EMAIL: 'boss@loupe.test',
      ADMIN_PASSWORD: 'a lamp beside the light table',
      WELCOME_CREDITS: '7.5',
    }
    const app = await startApp({ data, env })
    await until('the admin is announced', () => app.running.output.includes(env.ADMIN_EMAIL))
    expect(app.running.output).not.toContain('/setup/')
    const boss = await new Client(app.url).signIn(env.ADMIN_EMAIL)
    expect(await boss.credits()).toEqual({ available: 7.5, held: 0 })
    await app.close()
  })
})

describe('SIGTERM', () => {
  test('ends it within 12 s, with open streams and jobs in flight, and nothing is lost', async () => {
    data = await freshData()
    const app: App = await startApp({ data })
    const ann = await signedIn(app.url, 'ann')
    const streams = await Promise.all(Array.from({ length: 20 }, () => Events.open(ann)))
    const { id } = await ann.upload(COFFEE)
    const jobs = await Promise.all(Array.from({ length: 8 }, () => ann.submit(id)))
    const { code, ms } = await app.running.stop(STOP_LIMIT_MS)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(STOP_LIMIT_MS)
    expect(await healthy(app.url)).toBe(false)
    for (const stream of streams) stream.close()
    await app.restart()
    for (const job of jobs) expect((await ann.follow(job.id, 60_000)).status).toBe('done')
    expect(await ann.credits()).toEqual({ available: 992, held: 0 })
    await app.close()
    await expectBooksAddUp(data)
  })
})
