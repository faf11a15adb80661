import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import { placed, taskUses } from '@/lib/catalog/places'
import type { Model } from '@/lib/catalog/schema'
import { locales } from '@/lib/locale'
import { Refusal } from '@/lib/refusal'
import { wordsFor } from '@/lib/words'
import { TASK } from '@/tests/support/kie-bodies'

const FILE = '0123456789abcdefghjkmnpqrs'
const URL_A = 'https://example.com/a.png?x=1'
const BASE64 = `data:image/png;base64,${'iVBORw0K'.repeat(20)}`
const model = (id: string) => findModel(id) as Model
const built = (id: string, input: Record<string, unknown>) => {
  const answer = buildInput(model(id), input)
  return answer instanceof Refusal ? answer.options.fields : answer.input
}
const problem = (id: string, field: string, input: Record<string, unknown>) =>
  (built(id, input)?.[field] as { key?: string } | undefined)?.key

describe.each(['recraft/remove-background', 'recraft/crisp-upscale', 'xty/remove-bg'])('%s', (id) => {
  it('takes every other name of the picture for it and leaves the rest out', () => {
    for (const name of ['image', 'image_url', 'image_urls', 'image_input', 'input_urls', 'image_base64']) {
      for (const value of [FILE, [FILE], [null, FILE], ` ${FILE} `]) {
        expect(built(id, { [name]: value, prompt: 'x', scale: 4 })).toEqual({ image: FILE })
      }
    }
  })

  it.each([
    [{}, 'media_required'],
    [{ image: null }, 'media_required'],
    [{ other: FILE }, 'media_required'],
    [{ image: '' }, 'media_empty'],
    [{ image: '   ' }, 'media_empty'],
    [{ image: [] }, 'media_empty'],
    [{ image_input: [''] }, 'media_empty'],
    [{ image: [FILE, FILE] }, 'media_many'],
    [{ image: 5 }, 'wrong_type'],
    [{ image: { url: 'https://x' } }, 'wrong_type'],
    [{ image: 'cup.jpg' }, 'media_form'],
    [{ image: 'http://example.com/a.png' }, 'media_form'],
    [{ image: 'javascript:alert(1)' }, 'media_form'],
    [{ image: 'https://' }, 'media_form'],
  ])('refuses %j as %s', (input, key) => {
    expect(problem(id, 'image', input)).toBe(key)
  })

  it('takes its own name before another one, and another one before an empty own one', () => {
    expect(built(id, { image: FILE, image_url: URL_A })).toEqual({ image: FILE })
    expect(built(id, { image: '', image_url: FILE })).toEqual({ image: FILE })
  })

  it('takes a file, an https address or base64', () => {
    const sources = [FILE, URL_A, BASE64].map((image) => {
      const answer = buildInput(model(id), { image })
      return answer instanceof Refusal ? answer : answer.media[0]?.source
    })
    expect(sources).toEqual([
      { kind: 'file', id: FILE },
      { kind: 'url', url: URL_A },
      { kind: 'base64', text: BASE64 },
    ])
  })

  it('finds or refuses the picture whatever comes, and throws nothing', () => {
    const names = fc.constantFrom('image', 'image_url', 'image_input', '__proto__', 'x')
    fc.assert(
      fc.property(fc.dictionary(names, fc.anything()), (input) => {
        const answer = buildInput(model(id), input)
        if (!(answer instanceof Refusal)) expect(Object.keys(answer.input)).toEqual(['image'])
      }),
    )
  })
})

describe('the two errors that the notes on the Recraft models ask for', () => {
  it('read as they always did, in every language', async () => {
    const said = await Promise.all(
      locales.map(async (locale) => {
        const words = await wordsFor(locale)
        return ['media_required', 'media_empty'].map((key) =>
          words(`errors.fields.${key}`, { field: 'image' }),
        )
      }),
    )
    expect(said).toEqual([
      ["Field 'image' is required. Add a picture.", "Field 'image' must not be empty."],
      ["Поле 'image' обязательно. Добавьте изображение.", "Поле 'image' не может быть пустым"],
      ['字段“image”为必填项。请添加一张图片。', '字段“image”不能为空。'],
    ])
  })
})

describe('the ten conversions of the report', () => {
  it.each([
    ['recraft/remove-background', { image_input: [URL_A, FILE] }, { image: URL_A }],
    ['recraft/crisp-upscale', { image_input: [URL_A] }, { image: URL_A }],
    ['ideogram/v3-reframe', { image_input: [URL_A] }, { image_url: URL_A }],
    ['topaz/image-upscale', { image_input: [URL_A] }, { image_url: URL_A }],
    ['kling/v2-1-pro', { prompt: 'x', image_input: [URL_A] }, { image_url: URL_A }],
    ['kling/v2-1-standard', { prompt: 'x', image_input: [URL_A] }, { image_url: URL_A }],
    [
      'wan/2-2-animate-replace',
      { video_input: ['https://x.y/a.mp4'], image_input: [URL_A] },
      { video_url: 'https://x.y/a.mp4', image_url: URL_A },
    ],
    ['wan/2-2-a14b-image-to-video-turbo', { prompt: 'x', image_input: [URL_A] }, { image_url: URL_A }],
    ['qwen/text-to-image', { prompt: 'x', output_format: 'JPEG' }, { output_format: 'jpeg' }],
    [
      'qwen/image-to-image',
      { prompt: 'x', image_url: URL_A, output_format: 'PNG' },
      { output_format: 'png' },
    ],
    [
      'qwen/image-edit',
      { prompt: 'x', image_url: URL_A, output_format: ' Jpeg ' },
      { output_format: 'jpeg' },
    ],
    [
      'qwen/image-to-image',
      { prompt: 'x', image_url: URL_A, strength: 0.8349, guidance_scale: '2.46' },
      { strength: 0.83, guidance_scale: 2.5 },
    ],
    ['qwen/text-to-image', { prompt: 'x', guidance_scale: 19.96 }, { guidance_scale: 20 }],
    ['qwen/image-edit', { prompt: 'x', image_url: URL_A, guidance_scale: 0.04 }, { guidance_scale: 0 }],
  ])('%s: %j', (id, input, wire) => {
    expect(built(id, input)).toMatchObject(wire)
  })
})

describe('values', () => {
  const sound = (value: unknown) =>
    built('kling-2.6/text-to-video', { prompt: 'x', duration: '5', sound: value })?.sound

  it('are true or false in people’s words', () => {
    for (const value of [true, 1, '1', 'yes', 'Да', '是', ' TRUE ']) expect(sound(value)).toBe(true)
    for (const value of [false, 0, '0', 'No', 'нет', '否', 'false']) expect(sound(value)).toBe(false)
    for (const value of ['perhaps', 2, {}]) expect(sound(value)).toEqual({ key: 'wrong_type' })
  })

  it('keep the JSON type of a closed list', () => {
    const text = (duration: unknown) =>
      built('wan/2-5-text-to-video', { prompt: 'x', duration, resolution: '720p' })?.duration
    expect([text('5'), text(5), text('10 '), text('five')]).toEqual(['5', '5', '10', { key: 'not_offered' }])
    const number = (duration: unknown) =>
      built('minimax-h3/text-to-video', { prompt: 'x', aspect_ratio: '1:1', duration })?.duration
    expect([number(6), number('6'), number(6.5), number('')]).toEqual([6, 6, { key: 'not_offered' }, 6])
  })

  it('are text where a number goes as text', () => {
    const length = (duration: unknown) =>
      built('kling/v3-turbo-text-to-video', { prompt: 'x', duration })?.duration
    expect([length(7), length('7'), length(7.4), length(undefined)]).toEqual(['7', '7', '7', '5'])
    expect(length(16)).toEqual({ key: 'number_max', values: { max: 15 } })
  })

  it('are never what is merely inherited', () => {
    expect(built('z-image', Object.create({ prompt: 'x' }))).toEqual({ prompt: { key: 'required' } })
    expect(built('z-image', { prompt: 'x', aspect_ratio: 'constructor' })).toEqual({
      aspect_ratio: { key: 'not_offered' },
    })
  })

  it('that say nothing are left out, and a required one is sent with its default', () => {
    expect(built('z-image', { prompt: ' x ', aspect_ratio: '', nsfw_checker: null })).toEqual({
      prompt: 'x',
      aspect_ratio: '1:1',
    })
  })
})

describe('media and earlier jobs deep within an input', () => {
  const answer = buildInput(model('kling-3.0/video'), {
    ...{ prompt: 'x', image_urls: FILE, multi_shots: 'no' },
    kling_elements: { name: 'cat', description: 'white', element_input_urls: [URL_A, FILE], more: 1 },
  })
  if (answer instanceof Refusal) throw new Error(JSON.stringify(answer.options))

  it('are found where they stand', () => {
    expect(
      answer.media.map(({ path, field, kind, source }) => [path.join('.'), field, kind, source.kind]),
    ).toEqual([
      ['image_urls.0', 'image_urls', 'image', 'file'],
      ['kling_elements.0.element_input_urls.0', 'kling_elements', 'image', 'url'],
      ['kling_elements.0.element_input_urls.1', 'kling_elements', 'image', 'file'],
    ])
    expect(answer.media[0]?.limits).toMatchObject({ accept: ['image/jpeg', 'image/png', 'image/webp'] })
  })

  it('are replaced without touching what was given', () => {
    const before = structuredClone(answer.input)
    const values = answer.media.map(({ path }, at) => ({ path, value: `https://kie/${at}` }))
    expect(placed(answer.input, values)).toMatchObject({
      image_urls: ['https://kie/0'],
      kling_elements: [{ name: 'cat', element_input_urls: ['https://kie/1', 'https://kie/2'] }],
    })
    expect(answer.input).toEqual(before)
  })

  it('are jobs of models that fit', () => {
    const use = { path: ['task_id'], field: 'task_id', value: TASK, from: ['grok-imagine/text-to-image'] }
    expect(taskUses(model('grok-imagine/image-to-video'), { task_id: TASK })).toEqual([use])
  })
})
