import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { signedIn } from '@/tests/support/client'
import { firstLoadBytes } from '@/tests/support/first-load'
import figures from '../fixtures/first-load.json'

// What a page brought before the whole catalogue came in is kept with the code: it may not creep up unseen.

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test.each(Object.entries(figures))('%s brings little more JavaScript than it did', async (page, before) => {
  const ann = await signedIn(app.url, 'ann')
  const kB = (await firstLoadBytes(app.url, page, ann.cookieHeader)) / 1000
  expect(kB).toBeGreaterThan(100)
  expect(kB).toBeLessThanOrEqual(before.kB + before.mayGrowBy)
})
