import { describe, expect, it } from 'vitest'
import { models as all, findModel } from '@/lib/catalog/catalog'
import { quote } from '@/lib/catalog/quote'
import type { Model, Price } from '@/lib/catalog/schema'
import { kieModels } from '@/tests/support/kie-models'
import { labelsFor } from './labels'
import { everySetting, isBuilt, variantsMet } from './settings'

/** KIE's; the second provider's one has no known price. */
const models = all.filter(({ provider }) => provider === 'kie')
const facts = { seconds: () => 7.3, pixels: () => 2_400_000, side: () => 1_500 }
const priced = models.flatMap((model) => (model.price ? [{ model, price: model.price, id: model.id }] : []))

/** What has a price nowhere in KIE's table, and is refused. */
const without: Record<string, string[]> = {
  'bytedance/seedance-2': ['resolution 4k'],
  'bytedance/v1-pro-text-to-video': ['duration 5'],
  'grok-imagine-video-1-5-preview': ['resolution 1080p'],
  'grok-imagine/image-to-video': ['resolution 1080p'],
  'grok-imagine/text-to-video': ['resolution 1080p'],
  'grok-imagine/upscale': ['resolution 1080p'],
  'hailuo/2-3-image-to-video-pro': ['duration 10'],
  'hailuo/2-3-image-to-video-standard': ['duration 10'],
}

describe('prices', () => {
  it('are known for 107 models, and for the rest it is stated that they are not', () => {
    expect(priced).toHaveLength(107)
    const kie = kieModels.map(({ id, price }) => [id, price !== null])
    expect(models.map(({ id, price }) => [id, price !== null]).sort()).toEqual(kie.sort())
  })

  it('name the cheapest as KIE does, for lists only', () => {
    const cheapest = (price: Price) =>
      Math.min(...price.variants.map(({ credits, least }) => least ?? credits))
    const wrong = priced.filter(({ price }) => cheapest(price) !== price.credits)
    expect(wrong.map(({ id }) => id)).toEqual([])
    const kie = new Map(kieModels.map(({ id, price }) => [id, price?.credits]))
    expect(priced.filter(({ id, price }) => kie.get(id) !== price.credits)).toEqual([])
  })
})

describe.each(priced)('the price of $id', ({ model, price, id }) => {
  const settings = everySetting(model, price)
  const ready = settings.flatMap(({ built, chosen }) => (isBuilt(built) ? [{ built, chosen }] : []))

  it('is exactly one for every combination of settings', () => {
    expect(ready.length).toBeGreaterThan(0)
    for (const { built } of ready) {
      if (!price.side) expect(variantsMet(model, price, built.input)).toHaveLength(1)
      const told = quote(model, built.input, facts)
      expect(told).toMatchObject({ kind: 'price' })
      if (told.kind === 'price') {
        expect(Number.isSafeInteger(told.hold)).toBe(true)
        expect(told.hold).toBeGreaterThan(0)
      }
    }
  })

  it('is missing for nothing but what is stated', () => {
    const refused = settings.flatMap(({ built, chosen }) =>
      isBuilt(built)
        ? []
        : Object.entries(built).map(([name, { key }]) =>
            key === 'unpriced' || key === 'combination' ? `${name} ${chosen[name]}` : `${name} ${key}`,
          ),
    )
    expect([...new Set(refused)].sort()).toEqual(without[id] ?? [])
  })

  it('is the one of KIE’s label that fits', () => {
    const kie = kieModels.find((each) => each.id === id)?.price
    for (const { built } of price.side ? [] : ready) {
      const [variant] = variantsMet(model, price, built.input)
      const labels = labelsFor(kie?.variants ?? [], settled(model, built.input))
      const wanted = kie?.variants ? labels.map(({ credits }) => credits) : [kie?.credits]
      const told = variant?.least === undefined ? [variant?.credits] : [variant.least, variant.credits]
      expect([...new Set(wanted)], JSON.stringify(built.input)).toEqual(told)
    }
  })
})

const settled = (model: Model, input: Record<string, unknown>) => ({
  ...Object.fromEntries(model.fields.map((field) => [field.name, field.default])),
  ...input,
})

type Measures = { seconds?: number; pixels?: number; side?: number }

describe('what is counted', () => {
  const hold = (id: string, input: Record<string, unknown>, { seconds, pixels, side }: Measures = {}) =>
    quote(findModel(id) as Model, input, {
      seconds: () => seconds ?? null,
      pixels: () => pixels ?? null,
      side: () => side ?? null,
    })

  it.each<[string, Record<string, unknown>, Measures, number, boolean]>([
    ['recraft/remove-background', {}, {}, 1_000, true],
    ['recraft/crisp-upscale', {}, {}, 500, true],
    ['wan/2-7-image', { n: 3 }, {}, 14_400, true],
    ['wan/2-7-image', { n: 12, enable_sequential: true }, {}, 57_600, false],
    ['ideogram/v3-remix', { rendering_speed: 'TURBO', num_images: '4' }, {}, 14_000, true],
    ['bytedance/seedream-v4-edit', { max_images: 6 }, {}, 30_000, false],
    ['bytedance/seedance-2', { resolution: '480p', duration: 4 }, {}, 76_000, true],
    [
      'bytedance/seedance-2',
      { resolution: '480p', duration: 4, reference_video_urls: ['x'] },
      { seconds: 6.2 },
      126_500,
      false,
    ],
    ['kling-3.0/video', { mode: 'pro', sound: true, duration: '15' }, {}, 405_000, true],
    ['elevenlabs/sound-effect-v2', {}, {}, 5_280, false],
    ['elevenlabs/sound-effect-v2', { duration_seconds: 0.5 }, {}, 240, false],
    ['elevenlabs/sound-effect-v2', { duration_seconds: 5 }, {}, 1_200, true],
    ['elevenlabs/audio-isolation', {}, { seconds: 61.2 }, 12_400, false],
    ['elevenlabs/speech-to-text', {}, { seconds: 61.2 }, 7_000, false],
    ['elevenlabs/text-to-speech-turbo-2-5', { text: 'abc' }, {}, 18, true],
    ['elevenlabs/text-to-dialogue-v3', { dialogue: [{ text: 'abc' }, { text: 'de' }] }, {}, 70, true],
    ['qwen/text-to-image', { image_size: 'square_hd' }, {}, 4_195, false],
    ['qwen/text-to-image', { image_size: 'square' }, {}, 4_000, false],
    ['qwen/image-edit', { image_size: 'square_hd', num_images: '4' }, {}, 20_972, false],
    ['qwen/image-to-image', {}, { pixels: 2_500_000 }, 10_000, false],
    ['happyhorse/video-edit', { resolution: '720p' }, { seconds: 10 }, 560_000, false],
    ['wan/2-7-videoedit', { resolution: '720p', video_url: 'x' }, { seconds: 4 }, 128_000, false],
    ['wan/2-7-videoedit', { resolution: '720p', duration: 2, video_url: 'x' }, { seconds: 4 }, 96_000, false],
    ['wan/2-2-a14b-speech-to-video-turbo', {}, {}, 60_000, true],
    ['wan/2-2-a14b-speech-to-video-turbo', { num_frames: 120, frames_per_second: 4 }, {}, 360_000, false],
    ['wan/2-2-a14b-speech-to-video-turbo', { num_frames: 80, frames_per_second: 60 }, {}, 60_000, true],
    ['grok-imagine/extend', { extend_times: 10 }, {}, 30_000, false],
    ['topaz/image-upscale', { upscale_factor: '1' }, { side: 2_000 }, 10_000, false],
    ['topaz/image-upscale', { upscale_factor: '2' }, { side: 1_500 }, 20_000, false],
    ['topaz/image-upscale', { upscale_factor: '4' }, { side: 2_000 }, 40_000, false],
    ['topaz/image-upscale', { upscale_factor: '1' }, {}, 40_000, false],
  ])('%s %j %j costs %d thousandths', (id, input, some, thousandths, exact) => {
    expect(hold(id, input, some)).toMatchObject({ kind: 'price', hold: thousandths, exact })
  })

  it.each([
    ['infinitalk/from-audio', {}, { kind: 'unbounded', field: 'audio_url' }],
    ['qwen/image-to-image', {}, { kind: 'unbounded', field: 'image_url' }],
    ['wan/2-7-videoedit', { video_url: 'x' }, { kind: 'unbounded', field: 'video_url' }],
    [
      'bytedance/seedance-2',
      { reference_video_urls: ['x'] },
      { kind: 'unbounded', field: 'reference_video_urls' },
    ],
    ['wan/2-5-text-to-video', { resolution: '720p' }, { kind: 'unbounded', field: 'duration' }],
    ['kling-2.6/text-to-video', { duration: '5' }, { kind: 'unbounded', field: 'sound' }],
    ['pixverse-v6/transition', {}, { kind: 'unpriced' }],
  ])('%s %j has no price yet', (id, input, answer) => {
    expect(hold(id, input)).toEqual(answer)
  })

  it('has no price for a picture that would grow beyond the table', () => {
    const answer = hold('topaz/image-upscale', { upscale_factor: '4' }, { side: 2_049 })
    expect(answer).toEqual({ kind: 'unpriced', field: 'image_url' })
  })

  it('takes a combination without a price for the mistake that it is', () => {
    const model = findModel('bytedance/v1-pro-text-to-video') as Model
    expect(() => quote(model, { resolution: '720p', duration: '5' }, facts)).toThrow('0 prices')
    const doubled = { ...model, price: { ...(model.price as Price) } }
    doubled.price.variants = [...doubled.price.variants, ...doubled.price.variants]
    expect(() => quote(doubled, { resolution: '720p', duration: '10' }, facts)).toThrow('2 prices')
  })
})
