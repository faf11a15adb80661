import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'

// The second provider of background removal: the same life, money and safety as with KIE.

const MODEL = 'xty/remove-bg'
const KEY = 'xty-key-that-nobody-may-see'

let sandbox: Sandbox
let app: App
let ann: Client
let picture: string

beforeAll(async () => {
  sandbox = await startSandboxProcess()
  app = await startApp({ env: { ...sandbox.env, XTY_API_KEY: KEY, XTY_BASE_URL: sandbox.url } })
  ann = await signedIn(app.url, 'ann')
  picture = (await ann.upload(COFFEE)).id
})
afterAll(async () => {
  await app?.close()
  await sandbox?.close()
})

const calls = async () => (await sandbox.books()).xty.calls

test('a picture is cut out, stored and paid once', async () => {
  const before = await ann.credits()
  const job = await ann.follow((await ann.submit(picture, { model: MODEL })).id)
  expect(job.status).toBe('done')
  expect(job.outputs[0]).toMatchObject({ kind: 'image', mime: 'image/png', name: 'coffee-no-background.png' })
  expect(job.receipt?.map((line) => line.kind)).toEqual(['hold', 'capture'])
  const after = await ann.credits()
  expect(after).toEqual({ available: before.available - job.price, held: 0 })
  expect((await sandbox.books()).tasks).toEqual([])
})

const refusals = {
  'says that it needs a picture': {
    act: { error: { message: 'needs a picture', type: 'invalid_request_error' }, status: 400 },
    code: 'refused',
  },
  'knows no such key': {
    act: { error: { message: `no such key ${KEY}`, type: 'invalid_request_error' }, status: 401 },
    code: 'upstream_key',
  },
  'links to nothing': { act: { linkMs: 0 }, code: 'result_unavailable' },
} as const

test.each(Object.entries(refusals))(
  'when it %s the job fails and costs nothing',
  async (_, { act, code }) => {
    await sandbox.script([{ on: 'xty', act }])
    const before = await ann.credits()
    const job = await ann.follow((await ann.submit(picture, { model: MODEL })).id, 60_000)
    expect(job.status).toBe('failed')
    expect(job.error?.code).toBe(code)
    expect(JSON.stringify(job)).not.toContain(KEY)
    expect(await ann.credits()).toEqual(before)
  },
)

test('an answer that is lost is never asked for again, not after a kill either', async () => {
  await sandbox.script([{ on: 'xty', act: { lost: true } }])
  const asked = await calls()
  const { id } = await ann.submit(picture, { model: MODEL })
  const waiting = async () => (await ann.job(id)).stage
  await expect.poll(waiting, { timeout: 20_000 }).toBe('uncertain')
  await app.restart()
  // Another job has its whole life in the new process: by then the first would have been asked for again.
  await ann.follow((await ann.submit(picture, { model: MODEL })).id)
  expect(await calls()).toBe(asked + 2)
  expect((await ann.job(id)).stage).toBe('uncertain')
})

test('it is not spoken of without its key', async () => {
  const plain = await startApp({ env: sandbox.env })
  const ben = await signedIn(plain.url, 'ben')
  const list = await ben.call<{ models: { id: string }[] }>('GET', '/api/models')
  expect(list.body.models.length).toBeGreaterThan(100)
  expect(list.body.models.map(({ id }) => id)).not.toContain(MODEL)
  const file = (await ben.upload(COFFEE)).id
  expect((await ben.trySubmit(file, { model: MODEL })).status).toBe(400)
  await plain.close()
})
