import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '@/tests/support/app'
import { expectBooksAddUp } from '@/tests/support/books'
import { type Client, COFFEE, signedIn, UPSCALE } from '@/tests/support/client'
import { expectRefusal } from '@/tests/support/refusals'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const times = <T>(count: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)))
const count = (list: { status: number }[], status: number) =>
  list.filter((one) => one.status === status).length

async function quiet(person: Client) {
  for (const job of await person.jobs('?limit=100')) await person.follow(job.id, 60_000)
}

describe('twice at once', () => {
  test('50 submissions on credit for 10 make 10 jobs', async () => {
    const ten = await signedIn(app.url, 'ten')
    const { id } = await ten.upload(COFFEE)
    const answers = await times(50, () => ten.trySubmit(id))
    expect(count(answers, 201)).toBe(10)
    const refused = answers.filter((answer) => answer.status !== 201)
    for (const answer of refused) expect(expectRefusal(answer, 'en').code).toBe('insufficient_credits')
    expect(await ten.jobs('?limit=100')).toHaveLength(10)
    expect((await ten.credits()).available).toBe(0)
    await quiet(ten)
    expect(await ten.credits()).toEqual({ available: 0, held: 0 })
  })

  test('one idempotency key 20 times is one job and one answer', async () => {
    const ann = await signedIn(app.url, 'ann')
    const { id } = await ann.upload(COFFEE)
    const before = await ann.credits()
    const answers = await times(20, () => ann.trySubmit(id, { key: 'the-same' }))
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(201))
    expect(new Set(answers.map((answer) => answer.body.job.id)).size).toBe(1)
    await quiet(ann)
    expect(await ann.credits()).toEqual({ available: before.available - 1, held: 0 })
  })

  test('a job is canceled and retried once, however often it is asked', async () => {
    const cleo = await signedIn(app.url, 'cleo')
    const { id } = await cleo.upload(COFFEE)
    const jobs = await times(30, () => cleo.submit(id))
    const last = jobs.at(-1)?.id ?? ''
    const cancels = await times(10, () => cleo.call('DELETE', `/api/jobs/${last}`))
    expect(count(cancels, 200) + count(cancels, 409)).toBe(10)
    expect(count(cancels, 200)).toBe(1)
    const retries = await times(10, () =>
      cleo.call<{ job: { id: string; retryOf: string } }>('POST', `/api/jobs/${last}/retry`, {
        headers: { 'idempotency-key': 'again' },
      }),
    )
    expect(new Set(retries.map((answer) => answer.body.job.id)).size).toBe(1)
    expect(retries[0]?.body.job.retryOf).toBe(last)
    for (const job of await cleo.jobs('?limit=100&status=queued'))
      await cleo.call('DELETE', `/api/jobs/${job.id}`)
    await quiet(cleo)
    expect((await cleo.credits()).held).toBe(0)
  })
})

describe('idempotency keys', () => {
  test('another request under a used key is refused and holds nothing', async () => {
    const ann = await signedIn(app.url, 'ann', 'zh')
    const { id } = await ann.upload(COFFEE)
    const first = await ann.submit(id, { key: 'used' })
    await ann.follow(first.id)
    const before = await ann.credits()
    expect(expectRefusal(await ann.trySubmit(id, { key: 'used', model: UPSCALE }), 'zh').code).toBe(
      'idempotency_conflict',
    )
    expect((await ann.trySubmit(id, { key: 'used' })).body.job).toMatchObject({
      id: first.id,
      status: 'done',
    })
    expect(await ann.credits()).toEqual(before)
  })

  test('belong to one person', async () => {
    const [ann, ben] = await Promise.all([signedIn(app.url, 'ann'), signedIn(app.url, 'ben')])
    const mine = await ann.submit((await ann.upload(COFFEE)).id, { key: 'shared-word' })
    const theirs = await ben.submit((await ben.upload(COFFEE)).id, { key: 'shared-word' })
    expect(mine.id).not.toBe(theirs.id)
    await Promise.all([quiet(ann), quiet(ben)])
  })

  test.for(['', 'x'.repeat(256), 'two words'])('of odd form are refused: %j', async (key) => {
    const ann = await signedIn(app.url, 'ann')
    const answer = await ann.call('POST', '/api/jobs', {
      json: { model: UPSCALE, input: { image: '' } },
      headers: { 'idempotency-key': key },
    })
    expect(answer.status).toBe(400)
  })

  test('a refusal stores none', async () => {
    const broke = await signedIn(app.url, 'broke')
    const { id } = await broke.upload(COFFEE)
    expect((await broke.trySubmit(id, { key: 'poor' })).status).toBe(402)
    expect((await broke.trySubmit(id, { key: 'poor', model: UPSCALE })).status).toBe(402)
  })
})

describe('what is another’s', () => {
  test('is a 404 to everyone else, and costs nobody anything', async () => {
    const [ann, ben] = await Promise.all([signedIn(app.url, 'ann'), signedIn(app.url, 'ben', 'ru')])
    const file = await ann.upload(COFFEE)
    const job = await ann.submit(file.id)
    const done = await ann.follow(job.id)
    const paths = [
      `/api/jobs/${job.id}`,
      ...[file, ...done.outputs].flatMap((one) => [one.url, one.previewUrl ?? '', one.thumbUrl ?? '']),
    ]
    for (const path of paths) expectRefusal(await ben.call('GET', path), 'ru', path)
    expect(expectRefusal(await ben.call('DELETE', `/api/jobs/${job.id}`), 'ru').code).toBe('not_found')
    expect(expectRefusal(await ben.call('POST', `/api/jobs/${job.id}/retry`), 'ru').code).toBe('not_found')
    expect(expectRefusal(await ben.trySubmit(file.id), 'ru').fields?.image).toBeDefined()
    expect((await ben.credits()).held).toBe(0)
    expect((await ann.job(job.id)).status).toBe('done')
  })
})

test('and the books add up', async () => {
  await app.running.stop()
  await expectBooksAddUp(app.data)
})
