import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { Refusal } from '@/lib/refusal'
import { type Bodies, bodiesOf, mostOf } from '@/tests/support/kie-bodies'
import { type KieModel, kieModels } from '@/tests/support/kie-models'
import { type Fault, faultsOf } from './faults'
import { sayable } from './sentences'

type Values = Record<string, unknown>
type Planted = { fault: Fault; body: Values }

/** Every fault of every field, each in a body that is right but for it. */
function plantedIn(kie: KieModel): Planted[] {
  const bodies = bodiesOf(kie)
  return kie.input.flatMap((field) => {
    const body = bodyWith(bodies, field.name)
    return faultsOf(kie, field, body[field.name] ?? mostOf(field)).map((fault) => ({
      fault,
      body: fault.plant(body),
    }))
  })
}

const bodyWith = ({ least, most }: Bodies, name: string) => (name in most ? most : least)

const refusedFields = (model: Model, body: Values) => {
  const answer = buildInput(model, body)
  return answer instanceof Refusal ? answer.options.fields : 'accepted'
}

describe('a fault planted in any field', () => {
  it.each(kieModels)('of $id is refused for that field and reason, in words', (kie) => {
    const model = findModel(kie.id) as Model
    for (const { fault, body } of plantedIn(kie)) {
      const fields = refusedFields(model, body)
      const seen = `${fault.at} ${fault.name}`
      expect(fields, seen).toEqual({ [fault.at]: expect.objectContaining({ key: fault.key }) })
      for (const [field, problem] of Object.entries(fields ?? {})) sayable(field, problem as never)
    }
  })

  it('is one of thousands', () => {
    expect(kieModels.flatMap(plantedIn).length).toBeGreaterThan(4_000)
  })
})

const refused: [string, Values, Values][] = [
  ['bytedance/seedance-2', {}, { prompt: 'any_of' }],
  [
    'bytedance/seedance-2',
    { first_frame_url: 'https://x.y/a', reference_video_urls: 'https://x.y/a' },
    { reference_video_urls: 'not_together' },
  ],
  [
    'bytedance/seedance-2-5',
    { prompt: 'A fox', last_frame_url: 'https://x.y/a' },
    { last_frame_url: 'needs_one_of' },
  ],
  ['bytedance/seedance-2', { prompt: 'A fox', resolution: '4k' }, { resolution: 'unpriced' }],
  ['bytedance/v1-pro-text-to-video', { prompt: 'A fox', duration: 5 }, { duration: 'unpriced' }],
  [
    'elevenlabs/text-to-dialogue-v3',
    { dialogue: Array.from({ length: 6 }, () => ({ text: 'x'.repeat(900), voice: 'EkK5I93UQWFDigLMpZcX' })) },
    { dialogue: 'too_long' },
  ],
  [
    'gpt-image-2-text-to-image',
    { prompt: 'A fox', aspect_ratio: '1:1', resolution: '4K' },
    { resolution: 'combination' },
  ],
  [
    'gpt-image-2-image-to-image',
    { prompt: 'A fox', input_urls: 'https://x.y/a', aspect_ratio: '5:4', resolution: '2K' },
    { resolution: 'combination' },
  ],
  [
    'kling-3.0-omni/text-to-video',
    {
      prompt: 'A fox',
      customize_multi_shots: 1,
      prefer_multi_shots: 1,
      multi_prompt: { prompt: 'A', duration: 3 },
    },
    { prefer_multi_shots: 'combination' },
  ],
  [
    'wan/2-7-image-pro',
    {
      prompt: 'A fox',
      enable_sequential: true,
      color_palette: Array.from({ length: 3 }, () => ({ hex: '#c2d1e6', ratio: '33.33%' })),
    },
    { color_palette: 'combination' },
  ],
  [
    'grok-imagine-image-2-0/segment-map',
    { task_id: '01j00000000000000000000000', image_url: 'https://x.y/a' },
    { task_id: 'not_together' },
  ],
  ['grok-imagine-image-2-0/segment-map', {}, { image_url: 'any_of' }],
  ['grok-imagine/image-to-video', { prompt: 'A fox' }, { image_urls: 'any_of' }],
  [
    'grok-imagine/image-to-video',
    { image_urls: 'https://x.y/a', task_id: '01j00000000000000000000000' },
    { task_id: 'not_together' },
  ],
  ['grok-imagine/image-to-video', { image_urls: 'https://x.y/a', index: 2 }, { index: 'needs_one_of' }],
  ['grok-imagine/image-to-video', { image_urls: 'https://x.y/a', mode: 'spicy' }, { mode: 'combination' }],
  [
    'hailuo/2-3-image-to-video-pro',
    { prompt: 'A fox', image_url: 'https://x.y/a', resolution: '1080P', duration: '10' },
    { duration: 'combination' },
  ],
  [
    'kling-3.0-omni/reference-to-video',
    { prompt: 'A fox', video_urls: 'https://x.y/a', multi_prompt: { prompt: 'A', duration: 3 } },
    { multi_prompt: 'not_together' },
  ],
  ['kling-3.0-omni/reference-to-video', { prompt: 'A fox' }, { image_urls: 'media_required' }],
  [
    'kling-3.0-omni/reference-to-video',
    { prompt: 'A fox', video_urls: 'https://x.y/a' },
    { audio: 'required' },
  ],
  [
    'kling-3.0-omni/text-to-video',
    { prompt: 'A fox', customize_multi_shots: 'yes' },
    { multi_prompt: 'required' },
  ],
  ['kling-3.0/video', { prompt: 'A fox', multi_shots: 'да' }, { multi_prompt: 'required' }],
  ['minimax-h3/image-to-video', { prompt: 'A fox' }, { first_frame_url: 'any_of' }],
  [
    'minimax-h3/reference-to-video',
    { prompt: 'A fox', reference_audio_urls: 'https://x.y/a' },
    { reference_audio_urls: 'needs_one_of' },
  ],
  ['pixverse-v6/extend', { prompt: 'A fox', duration: 5, quality: '720p' }, { video_url: 'any_of' }],
  ['wan/2-7-image', { prompt: 'A fox', n: 5 }, { n: 'number_max' }],
  [
    'wan/2-7-image',
    { prompt: 'A fox', thinking_mode: true, input_urls: 'https://x.y/a' },
    { thinking_mode: 'combination' },
  ],
  ['wan/2-7-r2v', { prompt: 'A fox' }, { reference_image: 'any_of' }],
  [
    'wan/2-7-r2v',
    {
      prompt: 'A fox',
      reference_image: Array.from({ length: 3 }, () => 'https://x.y/a'),
      reference_video: Array.from({ length: 3 }, () => 'https://x.y/a'),
    },
    { reference_video: 'too_many_together' },
  ],
]

describe('what KIE says of several fields at once', () => {
  it.each(refused)('%s %j is refused: %j', (id, body, keys) => {
    const fields = refusedFields(findModel(id) as Model, body)
    const found = Object.fromEntries(
      Object.entries(fields ?? {}).map(([name, problem]) => [name, (problem as { key: string }).key]),
    )
    expect(found).toEqual(keys)
    for (const [field, problem] of Object.entries(fields ?? {})) sayable(field, problem as never)
  })
})

describe('what KIE says of several fields', () => {
  const built = (id: string, body: Values) => {
    const answer = buildInput(findModel(id) as Model, body)
    return answer instanceof Refusal ? answer.options.fields : answer.input
  }

  it('lets a series of twelve pictures through, and no more', () => {
    const body = { prompt: 'A fox', enable_sequential: true, n: 12 }
    expect(built('wan/2-7-image', body)).toEqual(body)
    expect(built('wan/2-7-image', { ...body, n: 13 })).toEqual({
      n: { key: 'number_max', values: { max: 12 } },
    })
  })

  it('never mixes shapes: what is left at its default goes out with the shape that knows it', () => {
    const body = { prompt: 'A fox', video_urls: ['https://x.y/a'], audio: false, aspect_ratio: '16:9' }
    const asked = { ...body, video_urls: 'https://x.y/a', duration: 5 }
    expect(built('kling-3.0-omni/reference-to-video', asked)).toEqual(body)
  })

  it('leaves out a number that would say something only beside an earlier job', () => {
    const body = { image_urls: ['https://x.y/a'], duration: '6' }
    expect(built('grok-imagine/image-to-video', { ...body, index: 0 })).toEqual(body)
  })
})
