import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, launchApp, startApp } from '@/tests/support/app'
import { COFFEE, signedIn } from '@/tests/support/client'
import { freePort } from '@/tests/support/postgres'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

test.for(['start', 'dev'])(
  'a second %s on the same DATA_DIR leaves with one sentence, and the first goes on',
  async (kind) => {
    const second = launchApp(kind, { ...app.data.env, PORT: String(await freePort()) })
    const { code } = await second.ended
    expect(code).toBe(1)
    const lines = second.output.trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(app.data.dir)
    const ann = await signedIn(app.url, 'ann')
    const job = await ann.submit((await ann.upload(readFileSync(COFFEE))).id)
    expect((await ann.follow(job.id)).status).toBe('done')
  },
)

test('the directory is free again the moment its holder is killed', async () => {
  await app.restart()
  const ann = await signedIn(app.url, 'ann')
  expect(await ann.jobs()).toHaveLength(2)
})
