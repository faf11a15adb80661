import { expect, test } from 'vitest'
import { createDesk } from '@/components/form/desk'
import type { Draft } from '@/components/form/draft'
import { allFiles, askedFields, batchField, collect, fieldsOf, maxOf } from '@/components/form/fields'
import { filled, fitting } from '@/components/form/fill'
import { createFormStore } from '@/components/form/form-store'
import { askedOf } from '@/components/form/price'
import { buildInput } from '@/lib/catalog/build-input'
import { limitsOf, mediaKind } from '@/lib/catalog/input/media'
import type { ModelView } from '@/lib/catalog/view'
import { Refusal } from '@/lib/refusal'
import { allViews, view } from './models'

let n = 0
const newId = () => `id${(n++).toString().padStart(24, '0')}`
const never = () => new Promise<never>(() => {})

/** A form filled with a draft, as after a page was loaded. */
function laid(model: ModelView, draft: Draft) {
  const desk = createDesk({ send: never, look: never, newId })
  const values = fitting(model.fields, draft.values, (id, field) => {
    const kept = draft.media[id]
    const kind = mediaKind(field.type)
    if (!kept || !kind) return false
    desk.adopt(kept, kind, limitsOf(field), id)
    return true
  })
  const send = () =>
    collect(askedFields(model, draft.variant, values), values, (id) => desk.get(id)?.fileId ?? id)
  return { desk, values, send }
}

test.each(allViews().map((model) => [model.id, model] as const))(
  'the example of %s goes through the form and comes out as the catalogue would send it',
  (_, model) => {
    const form = laid(model, filled(model, model.example, [], newId))
    const direct = buildInput(askedOf(model), model.example)
    const through = buildInput(askedOf(model), form.send())
    if (direct instanceof Refusal || through instanceof Refusal) {
      expect({ direct, through }).toBeNull()
      return
    }
    expect(through.input).toEqual(direct.input)
  },
)

test.each(allViews().map((model) => [model.id, model] as const))(
  'an untouched form of %s sends what must always be there and nothing else',
  (_, model) => {
    const fields = fieldsOf(model, 0)
    const always = fields.filter(
      (field) =>
        (field.required || field.always) && (field.default !== undefined || field.type === 'boolean'),
    )
    const asked = new Set(askedFields(model, 0, {}).map(({ name }) => name))
    expect(Object.keys(collect(askedFields(model, 0, {}), {}, String))).toEqual(
      always.map(({ name }) => name).filter((name) => asked.has(name)),
    )
  },
)

test('a required switch that nobody touched is sent as off', () => {
  const bare = allViews().flatMap((model) =>
    model.fields
      .filter(
        ({ type, required, default: standard }) => type === 'boolean' && required && standard === undefined,
      )
      .map(({ name }) => [model, name] as const),
  )
  expect(bare.length).toBeGreaterThan(0)
  for (const [model, name] of bare) {
    const variant = Math.max(0, model.variants?.findIndex(({ allowed }) => allowed.includes(name)) ?? 0)
    expect(collect(askedFields(model, variant, {}), {}, String), model.id).toHaveProperty(name, false)
  }
})

test('a shape shows and sends its own fields only, and asks for what it needs', () => {
  const model = view('pixverse-v6/extend')
  const names = (variant: number) => fieldsOf(model, variant).map(({ name }) => name)
  const task = model.variants?.findIndex(({ required }) => required.includes('taskId')) ?? -1
  const film = model.variants?.findIndex(({ required }) => required.includes('video_url')) ?? -1
  expect(names(task)).not.toContain('video_url')
  expect(names(film)).not.toContain('taskId')
  expect(fieldsOf(model, film).find(({ name }) => name === 'video_url')?.required).toBe(true)
  const values = { prompt: 'on', video_url: ['f1'], taskId: 'j1' }
  expect(collect(fieldsOf(model, film), values, String)).not.toHaveProperty('taskId')
  expect(collect(fieldsOf(model, task), values, String)).not.toHaveProperty('video_url')
})

test('a field that is due under a condition comes with it, and goes with it', () => {
  const model = view('kling-3.0/video')
  const find = (values: Record<string, unknown>) =>
    askedFields(model, 0, values).find(({ name }) => name === 'multi_prompt')
  expect(find({})).toBeUndefined()
  expect(find({ multi_shots: true })?.required).toBe(true)
  expect(find({ multi_shots: false })).toBeUndefined()
})

test('only a model with one single media field takes several files for several jobs', () => {
  expect(batchField(view('recraft/remove-background').fields)?.name).toBe('image')
  expect(batchField(view('ideogram/v3-reframe').fields)?.name).toBe('image_url')
  expect(batchField(view('nano-banana-2').fields)).toBeNull()
  expect(batchField(view('google/nano-banana-edit').fields)).toBeNull()
  expect(batchField(view('wan/2-2-animate-replace').fields)).toBeNull()
  expect(batchField(view('kling-3.0/video').fields)).toBeNull()
})

test('a raised limit counts while its condition holds', () => {
  const model = view('wan/2-7-image')
  const field = model.fields.find(({ name }) => name === 'n')
  if (!field) throw new Error('wan/2-7-image has lost its n')
  expect(maxOf(field, model.fields, {})).toBe(4)
  expect(maxOf(field, model.fields, { enable_sequential: true })).toBe(12)
})

test('regions follow their picture when the order changes', () => {
  const model = view('wan/2-7-image')
  const boxes = [[[1, 2, 30, 40]], []]
  const input = {
    prompt: 'x',
    input_urls: ['https://a.example/1.png', 'https://a.example/2.png'],
    bbox_list: boxes,
  }
  const form = laid(model, filled(model, input, [], newId))
  expect(form.send()).toMatchObject({ bbox_list: boxes })
  const store = createFormStore({ values: form.values })
  store.set('input_urls', (store.get('input_urls') as string[]).toReversed())
  const sent = collect(model.fields, store.state().values, (id) => form.desk.get(id)?.fileId ?? id)
  expect(sent).toMatchObject({ input_urls: input.input_urls.toReversed(), bbox_list: boxes.toReversed() })
})

test('knows every file, those inside rows too', () => {
  const model = view('kling-3.0/video')
  const values = {
    image_urls: ['a'],
    kling_elements: [
      { id: 'r', values: { element_input_urls: ['b', 'c'], element_input_audio_urls: ['d'] } },
    ],
  }
  expect(allFiles(model.fields, values)).toEqual(['a', 'b', 'c', 'd'])
})

test('a draft drops what the model no longer takes and keeps the rest', () => {
  const model = view('nano-banana-2')
  const values = fitting(
    model.fields,
    { prompt: 'kept', resolution: '16K', aspect_ratio: '1:1', gone: 1, image_input: ['x', 'y'] },
    (id) => id === 'y',
  )
  expect(values).toEqual({ prompt: 'kept', aspect_ratio: '1:1', image_input: ['y'] })
})
