import { describe, expect, it } from 'vitest'
import { type Setting, settingsOf } from '@/components/stage/settings'
import { buildInput } from '@/lib/catalog/build-input'
import { models } from '@/lib/catalog/catalog'
import { modelView } from '@/lib/catalog/offer'
import type { ModelView } from '@/lib/catalog/view'
import { Refusal } from '@/lib/refusal'
import { file, film, idOf } from './files'

const terms = { demo: true, xty: true }
function viewOf(id: string, locale: 'en' | 'ru' = 'en'): ModelView {
  const view = modelView(id, locale, terms)
  if (!view) throw new Error(`no ${id}`)
  return view
}
const named = (settings: Setting[], name: string) => settings.find((one) => one.name === name)

describe('what was asked', () => {
  it('is named as the form names it, in the order of asking', () => {
    const input = { duration: '5', prompt: 'A kettle boils', image_urls: [idOf(1)], sound: false }
    const settings = settingsOf({ input, inputs: [file(idOf(1))] }, viewOf('kling-2.6/image-to-video', 'ru'))
    expect(settings.map(({ name }) => name)).toEqual(['prompt', 'image_urls', 'sound', 'duration'])
    expect(settings.every(({ label }) => /[а-я]/i.test(label))).toBe(true)
    expect(named(settings, 'prompt')).toMatchObject({ kind: 'prose', text: 'A kettle boils' })
    expect(named(settings, 'image_urls')).toMatchObject({ kind: 'files', files: [{ id: idOf(1) }] })
    expect(named(settings, 'sound')).toMatchObject({ kind: 'switch', isOn: false })
  })

  it('shows values as people read them', () => {
    const view = viewOf('qwen/image-edit')
    const field = view.fields.find(({ name }) => name === 'image_size')
    const [option] = field?.options ?? []
    const [setting] = settingsOf({ input: { image_size: option?.value }, inputs: [] }, view)
    expect(setting).toMatchObject({ kind: 'text', text: option?.label })
  })

  it('goes by its name where the model no longer asks it, files and all', () => {
    const input = { gone: 'x', old_film: idOf(2), absent: null }
    const settings = settingsOf({ input, inputs: [film(idOf(2))] }, viewOf('recraft/crisp-upscale'))
    expect(settings).toEqual([
      { name: 'gone', label: 'gone', kind: 'text', text: 'x' },
      { name: 'old_film', label: 'old_film', kind: 'files', files: [film(idOf(2))] },
    ])
    expect(settingsOf({ input: { prompt: 'a'.repeat(80) }, inputs: [] }, null)).toMatchObject([
      { label: 'prompt', kind: 'prose' },
    ])
  })

  it('takes things of several parts apart', () => {
    const input = { multi_prompt: [{ prompt: 'Dawn', duration: 3 }] }
    const [parts] = settingsOf({ input, inputs: [] }, viewOf('kling-3.0/video'))
    expect(parts).toMatchObject({
      kind: 'parts',
      parts: [
        {
          n: 1,
          settings: [
            { name: 'prompt', kind: 'prose', text: 'Dawn' },
            { name: 'duration', kind: 'text', text: '3' },
          ],
        },
      ],
    })
  })

  it('is listed whole, each field once and with words, for every model', () => {
    for (const model of models) {
      const built = buildInput(model, model.example)
      if (built instanceof Refusal) throw new Error(model.id)
      const settings = settingsOf({ input: built.input, inputs: [] }, viewOf(model.id))
      expect(settings.map(({ name }) => name).sort(), model.id).toEqual(Object.keys(built.input).sort())
      expect(settings.filter(({ label }) => !label.trim())).toEqual([])
    }
  })
})
