import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { SUBMISSIONS, type Submit } from '@/components/jobs/submit'
import { createQueue } from '@/components/upload/queue'
import { createRunner } from '@/components/upload/run'
import { bill, summarise } from '@/components/upload/summary'
import type { FileView } from '@/lib/files/schema'
import { job } from './jobs'

const TOOL = { id: 'recraft/remove-background', field: 'image', credits: 1 }
type Answer = Awaited<ReturnType<Submit>>
const no = (status: number, code = ''): Answer => ({
  ok: false,
  status,
  code,
  message: 'said',
  fields: {},
  retryAfterMs: 0,
})

/** A server that keeps its books by idempotency key, as ours does, and may lose its answers. */
function books(credit: number, lose: (n: number) => boolean = () => false) {
  const jobs = new Map<string, string>()
  let n = 0
  let atOnce = 0
  const state = { jobs, mostAtOnce: 0, sent: 0 }
  const post: Submit = async (ask) => {
    n += 1
    const lost = lose(n)
    state.sent += 1
    atOnce += 1
    state.mostAtOnce = Math.max(state.mostAtOnce, atOnce)
    await new Promise((resolve) => setTimeout(resolve, 1))
    atOnce -= 1
    const body = `${ask.input.image} ${ask.model} ${ask.batchId}`
    const before = jobs.get(ask.key)
    if (before !== undefined && before !== body) return no(422, 'idempotency_conflict')
    if (before === undefined && jobs.size >= credit) return no(402, 'insufficient_credits')
    jobs.set(ask.key, body)
    return lost ? no(0, 'network') : { ok: true, value: { job: job(ask.key, { batchId: ask.batchId }) } }
  }
  return { state, post }
}

async function trayOf(count: number, post: Submit) {
  let ids = 0
  const newId = () => `id${++ids}`
  const queue = createQueue({
    newId,
    check: async () => ({ mime: 'image/png', width: 500, height: 500, durationMs: null }),
    send: async (file) => ({ ok: true, value: { file: { id: `file-${file.name}` } as FileView } }),
  })
  const accepted: string[] = []
  const runner = createRunner(queue, { post, newId, onJob: ({ id }) => accepted.push(id) })
  queue.add(Array.from({ length: count }, (_, n) => new File(['x'], `${n}`)))
  const runnable = () => summarise(queue.tray.snapshot().items).runnable.map(({ id }) => id)
  await vi.waitFor(() => expect(runnable().length).toBe(count))
  const quiet = () =>
    vi.waitFor(() => expect(summarise(queue.tray.snapshot().items).asked).toBe(0), { timeout: 5_000 })
  return { queue, runner, accepted, runnable, quiet }
}

describe('the runner', () => {
  test('sends each picture once, four at once, as one batch, and empties the tray', async () => {
    const { state, post } = books(100)
    const { queue, runner, accepted, runnable, quiet } = await trayOf(20, post)
    runner.run(runnable(), TOOL)
    await quiet()
    expect(queue.tray.snapshot().items).toEqual([])
    expect([state.jobs.size, state.sent, accepted.length, state.mostAtOnce]).toEqual([
      20,
      20,
      20,
      SUBMISSIONS,
    ])
    expect(new Set([...state.jobs.values()].map((body) => body.split(' ')[2])).size).toBe(1)
  })

  test('answers that get lost never make a second job', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 8 }),
        async (coin, count) => {
          const { state, post } = books(100, (n) => n < 30 && Boolean(coin.next().value))
          const { queue, runner, runnable, quiet } = await trayOf(count, post)
          for (let round = 0; round < 30 && queue.tray.snapshot().items.length > 0; round += 1) {
            runner.run(runnable(), TOOL)
            await quiet()
          }
          expect(state.jobs.size).toBe(count)
          expect(new Set([...state.jobs.values()].map((body) => body.split(' ')[0])).size).toBe(count)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('with the credits used up the rest stays, ready to run', async () => {
    const { state, post } = books(7)
    const { queue, runner, runnable, quiet } = await trayOf(12, post)
    runner.run(runnable(), TOOL)
    await quiet()
    expect(state.jobs.size).toBe(7)
    expect(runnable().length).toBe(5)
    expect(queue.tray.snapshot().shortage?.code).toBe('insufficient_credits')
  })

  test('a refused picture keeps its reason and stops nobody', async () => {
    const { post } = books(100)
    const { queue, runner, runnable, quiet } = await trayOf(3, async (ask) =>
      ask.input.image === 'file-1' ? no(400, 'invalid_input') : post(ask),
    )
    runner.run(runnable(), TOOL)
    await quiet()
    expect(queue.tray.snapshot().items.map(({ name, runError }) => [name, runError?.code])).toEqual([
      ['1', 'invalid_input'],
    ])
  })

  test('a picture that is still on its way follows when it has arrived', async () => {
    let arrive: () => void = () => {}
    const queue = createQueue({
      newId: () => 'a',
      check: async () => ({ mime: 'image/png', width: 500, height: 500, durationMs: null }),
      send: () =>
        new Promise((resolve) => {
          arrive = () => resolve({ ok: true, value: { file: { id: 'file' } as FileView } })
        }),
    })
    const { state, post } = books(1)
    const runner = createRunner(queue, { post, onJob: () => {}, newId: () => 'key' })
    queue.add([new File(['x'], 'slow')])
    await vi.waitFor(() => expect(queue.tray.get('a')?.phase).toBe('uploading'))
    runner.run(['a'], TOOL)
    expect(state.sent).toBe(0)
    arrive()
    await vi.waitFor(() => expect(queue.tray.snapshot().items).toEqual([]))
    expect(state.jobs.size).toBe(1)
  })
})

describe('the bill', () => {
  test('counts in thousandths and never says enough when it is not', () => {
    const thousandths = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(fc.nat(300), thousandths, fc.nat(5_000_000), (count, price, has) => {
        const made = bill(count, price / 1_000, has / 1_000)
        expect(Math.round(made.total * 1_000)).toBe(count * price)
        expect(made.left === null).toBe(count * price > has)
        expect(made.affordable).toBe(Math.min(count, Math.floor(has / price)))
        expect(Math.round(made.missing * 1_000)).toBe(Math.max(0, count * price - has))
      }),
    )
    expect(bill(3, 0.1, 0.3)).toEqual({ total: 0.3, left: 0, affordable: 3, missing: 0 })
  })
})
