import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBoard } from '@/components/form/board'
import { createDesk } from '@/components/form/desk'
import { createFormStore } from '@/components/form/form-store'
import { billOf, fundsFor, optionPrices, plan, pricedFields, priceOf } from '@/components/form/price'
import type { Quote } from '@/lib/catalog/quote'
import type { FileView } from '@/lib/files/schema'
import { allViews, view } from './models'

let n = 0
const newId = () => `id${(n++).toString().padStart(24, '0')}`
const never = () => new Promise<never>(() => {})
const newDesk = () => createDesk({ send: never, look: never, newId })

const limits = { accept: ['image/png', 'video/mp4'], maxFileBytes: 1e9 }
const file = (part: Partial<FileView> = {}): FileView => ({
  id: newId(),
  kind: 'image',
  name: 'one.png',
  mime: 'image/png',
  bytes: 1_000,
  width: 800,
  height: 600,
  durationMs: null,
  url: '',
  previewUrl: null,
  thumbUrl: null,
  peaksUrl: null,
  placeholder: null,
  ...part,
})
const film = (durationMs: number | null) => file({ kind: 'video', mime: 'video/mp4', durationMs })

/** A form with these values, and its prices. */
function form(id: string, values: Record<string, unknown> = {}, runs = 1) {
  const model = view(id)
  const desk = newDesk()
  const store = createFormStore({ values, runs })
  const prices = () => {
    const planned = plan(model, store.state(), desk)
    const quotes = planned.map((one) => priceOf(model, one))
    return { planned, quotes, bill: billOf(quotes) }
  }
  return { model, desk, store, prices }
}
const adopt = (desk: ReturnType<typeof newDesk>, one: FileView) =>
  desk.adopt({ fileId: one.id, view: one }, one.kind === 'video' ? 'video' : 'image', limits)

test('a price is there before anything is typed', () => {
  expect(form('nano-banana-2').prices().bill).toMatchObject({
    kind: 'price',
    total: 8_000,
    jobs: 1,
    exact: true,
  })
  expect(form('recraft/remove-background').prices().bill).toMatchObject({ kind: 'price', total: 1_000 })
})

test('several files of a one-file model are several jobs, each with its own file', () => {
  const { desk, store, prices } = form('recraft/remove-background')
  const files = Array.from({ length: 24 }, () => file())
  store.set(
    'image',
    files.map((one) => adopt(desk, one)),
  )
  const { planned, bill } = prices()
  expect(bill).toMatchObject({ kind: 'price', jobs: 24, one: 1_000, total: 24_000 })
  expect(planned.map(({ input }) => input.image)).toEqual(files.map(({ id }) => id))
})

test('a file of a batch that breaks a limit stays behind; without any other the field is asked for', () => {
  const { desk, store, prices } = form('recraft/remove-background')
  const small = desk.adopt({ fileId: 'a', view: file({ width: 10 }) }, 'image', { ...limits, minSidePx: 256 })
  const good = adopt(desk, file())
  store.set('image', [small, good])
  expect(prices().bill).toMatchObject({ jobs: 1, total: 1_000 })
  store.set('image', [small])
  expect(prices().planned.map(({ input }) => input)).toEqual([{}])
})

test('runs multiply, whole rounds one after the other', () => {
  const { desk, store, prices } = form('recraft/remove-background', {}, 2)
  const [a, b] = [file(), file()]
  store.set('image', [adopt(desk, a), adopt(desk, b)])
  const { planned, bill } = prices()
  expect(planned.map(({ input }) => input.image)).toEqual([a.id, b.id, a.id, b.id])
  expect(bill).toMatchObject({ jobs: 4, total: 4_000 })
})

test('seconds of a given film count as soon as they are known, and at most is said', () => {
  const { desk, store, prices } = form('wan/2-2-animate-replace')
  expect(prices().bill).toMatchObject({ kind: 'unbounded', field: 'video_url' })
  store.set('video_url', [adopt(desk, film(null))])
  expect(prices().bill.kind).toBe('unbounded')
  store.set('video_url', [adopt(desk, film(7_000))])
  expect(prices().bill).toMatchObject({ kind: 'price', total: 42_000, exact: false })
})

test('lengths add up, and one that is unknown makes the sum unknown', () => {
  const { desk, store, prices } = form('bytedance/seedance-2')
  const seconds = () => prices().planned[0]?.facts.seconds('reference_video_urls')
  expect(seconds()).toBeNull()
  const two = [adopt(desk, film(2_500)), adopt(desk, film(4_000))]
  store.set('reference_video_urls', two)
  expect(seconds()).toBe(6.5)
  store.set('reference_video_urls', [...two, adopt(desk, film(null))])
  expect(seconds()).toBeNull()
})

test('nothing typed is not free: the price comes with the text', () => {
  const { store, prices } = form('elevenlabs/text-to-dialogue-v3')
  expect(prices().bill.kind).toBe('open')
  store.set('dialogue', [{ id: 'a', values: { text: 'x'.repeat(1_000) } }])
  expect(prices().bill).toMatchObject({ kind: 'price', total: 14_000 })
})

test('a value shows its price where it changes the price, and nowhere else', () => {
  const { model, prices } = form('nano-banana-2')
  const [first] = prices().planned
  if (!first) throw new Error('nothing planned')
  expect(pricedFields(model).map(({ name }) => name)).toEqual(['resolution'])
  const [field] = pricedFields(model)
  expect(field && optionPrices(model, field, first)).toEqual([8_000, 12_000, 18_000])
})

test('every model has a first price, or says what it waits for', () => {
  const waiting: string[] = []
  for (const model of allViews()) {
    const planned = plan(model, { variant: 0, values: {}, runs: 1 }, newDesk())
    const bill = billOf(planned.map((one) => priceOf(model, one)))
    if (bill.kind === 'price') expect(bill.total, model.id).toBeGreaterThan(0)
    else waiting.push(`${model.id}: ${bill.kind === 'unbounded' ? bill.field : bill.kind}`)
    for (const field of planned[0] ? pricedFields(model) : []) {
      const prices = planned[0] && optionPrices(model, field, planned[0])
      if (prices)
        expect(prices, `${model.id} ${field.name}`).toHaveLength(
          field.type === 'boolean' ? 2 : (field.options?.length ?? 0),
        )
    }
  }
  // For the length or size of what is given, a setting without a value of its own, or a text by whose letters it costs.
  expect(waiting.toSorted()).toEqual([
    'elevenlabs/audio-isolation: audio_url',
    'elevenlabs/speech-to-text: audio_url',
    'elevenlabs/text-to-dialogue-v3: open',
    'elevenlabs/text-to-speech-multilingual-v2: open',
    'elevenlabs/text-to-speech-turbo-2-5: open',
    'gemini-omni-video: duration',
    'grok-imagine/extend: extend_times',
    'happyhorse/video-edit: video_url',
    'infinitalk/from-audio: audio_url',
    'kling-2.6/motion-control: video_urls',
    'kling-3.0/motion-control: video_urls',
    'kling/ai-avatar-pro: audio_url',
    'kling/ai-avatar-standard: audio_url',
    'kling/ai-avatar-v1-pro: audio_url',
    'kling/v1-avatar-standard: audio_url',
    'qwen/image-to-image: image_url',
    'topaz/video-upscale: video_url',
    'wan/2-2-animate-move: video_url',
    'wan/2-2-animate-replace: video_url',
    'wan/2-5-image-to-video: duration',
    'wan/2-5-text-to-video: duration',
    'wan/2-7-videoedit: video_url',
  ])
})

const quotes = fc.array(
  fc.integer({ min: 1, max: 100_000 }).map((hold): Quote => ({ kind: 'price', hold, exact: true, units: 1 })),
  { maxLength: 30 },
)

test('funds cover what they cover: left and missing are never both there, affordable is the longest start', () => {
  fc.assert(
    fc.property(quotes, fc.nat(1_000_000), (all, available) => {
      const { left, missing, affordable } = fundsFor(all, available)
      const sum = (some: readonly Quote[]) =>
        some.reduce((total, one) => total + (one.kind === 'price' ? one.hold : 0), 0)
      expect(left === null).toBe(missing > 0)
      if (left !== null) expect(left).toBe(available - sum(all))
      else expect(missing).toBe(sum(all) - available)
      expect(sum(all.slice(0, affordable))).toBeLessThanOrEqual(available)
      if (affordable < all.length) expect(sum(all.slice(0, affordable + 1))).toBeGreaterThan(available)
    }),
  )
})

test('one price that is not known makes the whole bill unknown', () => {
  const price: Quote = { kind: 'price', hold: 5, exact: true, units: 1 }
  expect(billOf([price, { kind: 'unbounded', field: 'video' }])).toEqual({
    kind: 'unbounded',
    field: 'video',
  })
  expect(billOf([price, null])).toEqual({ kind: 'open' })
  expect(billOf([price, { ...price, hold: 7, exact: false }])).toEqual({
    kind: 'price',
    jobs: 2,
    one: null,
    total: 12,
    exact: false,
  })
})

test('the board counts after a change and keeps what stayed the same', async () => {
  const { model, desk, store } = form('nano-banana-2')
  const board = createBoard(model, store, desk)
  const stop = board.start()
  const before = board.get()
  store.set('prompt', 'a vase')
  expect(board.get()).toBe(before)
  const typed = board.now()
  expect(typed.bill).toBe(before.bill)
  expect(typed.options.resolution).toBe(before.options.resolution)
  expect(typed.planned[0]?.input).toEqual({ prompt: 'a vase' })
  store.set('resolution', '4K')
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(board.get().bill).toMatchObject({ total: 18_000 })
  stop()
})
