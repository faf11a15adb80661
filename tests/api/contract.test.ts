import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fileSchema } from '@/lib/files/schema'
import { creditsSchema, jobSchema, receiptLineSchema } from '@/lib/jobs/schema'
import { type App, startApp } from '@/tests/support/app'
import { ASTRONAUT, Client, COFFEE, REMOVE_BACKGROUND, signedIn, UPSCALE } from '@/tests/support/client'

// The contract of design §3: what is said there and nothing else.

let app: App
let ann: Client
beforeAll(async () => {
  app = await startApp()
  ann = await signedIn(app.url, 'ann')
})
afterAll(() => app.close())

const strict = { job: z.strictObject(jobSchema.shape), file: z.strictObject(fileSchema.shape) }

describe('a job, from upload to result', () => {
  test('an upload is a file', async () => {
    const answer = await ann.tryUpload(COFFEE)
    expect(answer.status).toBe(201)
    const file = strict.file.parse(answer.body.file)
    expect(file).toMatchObject({
      kind: 'image',
      name: 'coffee.png',
      mime: 'image/png',
      bytes: 466_706,
      width: 600,
      height: 400,
      durationMs: null,
    })
    expect(file.placeholder?.length).toBeLessThan(1_024)
    const original = await ann.fetch('GET', file.url)
    expect(Buffer.from(await original.arrayBuffer()).equals(readFileSync(COFFEE))).toBe(true)
    const head = await ann.fetch('HEAD', file.url)
    expect([original, head].map((one) => one.headers.get('content-length'))).toEqual(['466706', '466706'])
    for (const url of [file.previewUrl, file.thumbUrl]) {
      const picture = await ann.fetch('GET', url ?? '')
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp'])
      await picture.arrayBuffer()
    }
  })

  test.for([
    [REMOVE_BACKGROUND, 'coffee-no-background.png', 1],
    [UPSCALE, 'coffee-upscaled', 0.5],
  ] as const)('%s runs, is stored and is charged', async ([model, name, price]) => {
    const before = await ann.credits()
    const { id } = await ann.upload(COFFEE)
    const submitted = await ann.trySubmit(id, { model })
    expect(submitted.status).toBe(201)
    const job = strict.job.parse(submitted.body.job)
    expect(job).toMatchObject({
      model,
      status: 'queued',
      stage: null,
      version: 1,
      price,
      outputs: [],
      error: null,
      batchId: null,
      retryOf: null,
      finishedAt: null,
    })
    expect(job.inputs.map((file) => file.id)).toEqual([id])
    const done = await ann.follow(job.id)
    const { receipt, ...view } = done
    expect(strict.job.parse(view)).toMatchObject({ status: 'done', stage: null, price })
    expect(done.version).toBeGreaterThan(1)
    expect(done.outputs[0]?.name).toContain(name)
    expect(
      z
        .array(receiptLineSchema)
        .parse(receipt)
        .map(({ kind, amount }) => [kind, amount]),
    ).toEqual([
      ['hold', price],
      ['capture', price],
    ])
    expect(await ann.credits()).toEqual({ available: before.available - price, held: 0 })
    const result = await ann.fetch('GET', done.outputs[0]?.url ?? '')
    expect((await result.arrayBuffer()).byteLength).toBe(done.outputs[0]?.bytes)
  })

  test('a download is saved under the result’s name, and read in ranges', async () => {
    const [job] = await ann.jobs('?status=done&limit=1')
    const output = job?.outputs[0]
    const whole = await ann.fetch('GET', `${output?.url}?download`)
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; .*coffee-/)
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
    expect(whole.headers.get('content-security-policy')).toContain('sandbox')
    const bytes = Buffer.from(await whole.arrayBuffer())
    const part = await ann.fetch('GET', output?.url ?? '', { headers: { range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
  })
})

describe('lists', () => {
  test('jobs come newest first, in pages that meet', async () => {
    const ben = await signedIn(app.url, 'ben')
    const { id } = await ben.upload(ASTRONAUT)
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.unshift((await ben.submit(id)).id)
    const first = await ben.call<{ jobs: { id: string }[]; next: string | null }>('GET', '/api/jobs?limit=3')
    const second = await ben.call<typeof first.body>('GET', `/api/jobs?limit=3&cursor=${first.body.next}`)
    expect([...first.body.jobs, ...second.body.jobs].map((job) => job.id)).toEqual(made)
    expect(second.body.next).toBeNull()
    for (const jobId of made) await ben.follow(jobId)
    expect(await ben.jobs('?status=queued,running')).toEqual([])
    expect(await ben.jobs('?status=done')).toHaveLength(5)
  })

  test('credits are decimal numbers', async () => {
    z.strictObject(creditsSchema.shape).parse((await ann.call('GET', '/api/credits')).body)
  })

  test('models have prices and words in the caller’s language', async () => {
    const shape = z.object({
      models: z.array(
        z.object({ id: z.string(), tool: z.string(), sentence: z.string(), from: z.number().nullable() }),
      ),
    })
    const { models } = shape.parse(
      (await ann.call('GET', '/api/models', { headers: { 'accept-language': 'ru' } })).body,
    )
    expect(models).toHaveLength(148)
    expect(
      models.filter(({ tool, sentence }) => ![tool, sentence].every((text) => /[а-я]/i.test(text))),
    ).toEqual([])
    const priced = new Map(models.map(({ id, from }) => [id, from]))
    expect([priced.get(REMOVE_BACKGROUND), priced.get(UPSCALE)]).toEqual([1, 0.5])
  })

  test('a model comes with all that its form needs', async () => {
    const { body } = await ann.call<{ model: { fields: { name: string; label: string }[] } }>(
      'GET',
      `/api/models/nano-banana-pro`,
    )
    expect(body.model.fields.map(({ name }) => name)).toEqual([
      'image_input',
      'prompt',
      'aspect_ratio',
      'resolution',
      'output_format',
    ])
    expect(body.model.fields.every(({ label }) => label.length > 0)).toBe(true)
    expect((await ann.call('GET', '/api/models/nobody/knows/this')).status).toBe(404)
  })

  test('health tells liveness and readiness without signing in', async () => {
    const answer = await new Client(app.url).call<Record<string, unknown>>('GET', '/api/health')
    expect(answer.body).toMatchObject({ live: true, ready: true, sandbox: true })
  })

  test('OpenAPI describes every route for the browser', async () => {
    const { body } = await new Client(app.url).call<{ paths: Record<string, unknown> }>(
      'GET',
      '/api/openapi.json',
    )
    const described = [
      '/api/uploads',
      '/api/jobs',
      '/api/jobs/{id}',
      '/api/jobs/{id}/retry',
      '/api/jobs/events',
      '/api/files/{id}',
      '/api/files/{id}/preview',
      '/api/files/{id}/thumb',
      '/api/credits',
      '/api/models',
      '/api/health',
    ]
    expect(described.filter((path) => !body.paths[path])).toEqual([])
  })
})

describe('every route', () => {
  test('answers with a request id of its own and is not kept by caches', async () => {
    const one = await ann.fetch('GET', '/api/credits', { headers: { 'x-request-id': 'mine' } })
    const two = await ann.fetch('GET', '/api/jobs/nothing')
    expect(one.headers.get('x-request-id')).not.toBe('mine')
    expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'))
    expect([one, two].map((answer) => answer.headers.get('cache-control'))).toEqual([
      'private, no-store',
      'private, no-store',
    ])
    await Promise.all([one.text(), two.text()])
  })
})
