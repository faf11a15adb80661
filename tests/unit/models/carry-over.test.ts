import { describe, expect, test } from 'vitest'
import { carryOver, withFile } from '@/components/models/carry-over'
import { buildInput } from '@/lib/catalog/build-input'
import { models } from '@/lib/catalog/catalog'
import { modelView } from '@/lib/catalog/offer'
import type { ModelView } from '@/lib/catalog/view'
import { Refusal } from '@/lib/refusal'

const view = (id: string) => modelView(id, 'en', { demo: true, xty: true }) as ModelView
const file = (id: string, kind: 'image' | 'video' | 'audio' = 'image') => ({ id, kind })
const fileId = (n: number) => String(n).padStart(26, '0')

describe('what is carried over to another model', () => {
  test('of the same model is everything', () => {
    const input = { prompt: 'a', anything: 1 }
    expect(carryOver(view('nano-banana-2'), { model: 'nano-banana-2', input, inputs: [] })).toBe(input)
  })

  test('the picture goes into the field that takes it, whatever it is called', () => {
    const id = fileId(1)
    const source = { model: 'recraft/crisp-upscale', input: { image: id }, inputs: [file(id)] }
    expect(carryOver(view('topaz/image-upscale'), source)).toEqual({ image_url: id })
    expect(carryOver(view('nano-banana-2'), source)).toMatchObject({ image_input: [id] })
  })

  test('the prompt and settings of the same meaning go with it', () => {
    const source = {
      model: 'nano-banana-2',
      input: { prompt: 'a pear', aspect_ratio: '16:9', resolution: '2K', output_format: 'png' },
      inputs: [],
    }
    const made = carryOver(view('nano-banana-pro'), source)
    expect(made).toMatchObject({ prompt: 'a pear', aspect_ratio: '16:9' })
  })

  test('what the other does not take stays behind', () => {
    const source = {
      model: 'a/b',
      input: { prompt: 'a pear', aspect_ratio: '7:77', seed: -5, odd: [1], film: 'v' },
      inputs: [file('v', 'video')],
    }
    expect(carryOver(view('nano-banana-2'), source)).toEqual({ prompt: 'a pear' })
  })

  test('of every model to every other passes or lacks only what must be chosen anew', () => {
    const views = models.map(({ id }) => view(id))
    const lacking = new Set([
      'required',
      'media_required',
      'film_required',
      'sound_required',
      'task_required',
      'any_of',
      'too_few',
    ])
    const odd: string[] = []
    for (const from of models) {
      const inputs = [file(fileId(1)), file(fileId(2)), file(fileId(3), 'video'), file(fileId(4), 'audio')]
      const source = { model: from.id, input: from.example, inputs }
      for (const to of views.filter(({ group, id }) => group === view(from.id).group && id !== from.id)) {
        const made = carryOver(to, source)
        const known = to.fields.map(({ name }) => name)
        if (Object.keys(made).some((name) => !known.includes(name)))
          odd.push(`${from.id} > ${to.id}: unknown`)
        const built = buildInput({ ...to, aliases: to.fieldAliases }, made)
        if (!(built instanceof Refusal)) continue
        for (const [path, { key }] of Object.entries(built.options.fields ?? {})) {
          if (!lacking.has(key)) odd.push(`${from.id} > ${to.id}: ${path} ${key}`)
        }
      }
    }
    expect([...new Set(odd.map((line) => line.replace(/^.* > /, '')))]).toEqual([])
  })
})

test('a file goes where its kind is taken, and nowhere else', () => {
  expect(withFile(view('recraft/remove-background'), file('a'))).toEqual({ image: 'a' })
  expect(withFile(view('recraft/remove-background'), file('a', 'audio'))).toEqual({})
  expect(withFile(view('nano-banana-2'), file('a'))).toEqual({ image_input: ['a'] })
})
