import { expect, test } from 'vitest'
import { createDesk } from '@/components/form/desk'
import { emptyState } from '@/components/form/form-store'
import { findProblems, shownPath } from '@/components/form/problems'
import { targetFor } from '@/components/form/use-intake'
import { view } from './models'

const never = () => new Promise<never>(() => {})
let n = 0
const newDesk = () =>
  createDesk({ send: never, look: never, newId: () => `id${(n++).toString().padStart(24, '0')}` })
const paths = (id: string, values: Record<string, unknown>, desk = newDesk()) =>
  findProblems(view(id), { ...emptyState, values }, desk).map(({ path }) => path)

test('names every field that is missing, by the path under which the form shows it', () => {
  expect(paths('nano-banana-2', {})).toEqual(['prompt'])
  expect(paths('nano-banana-2', { prompt: 'a vase' })).toEqual([])
  expect(paths('recraft/remove-background', {})).toEqual(['image'])
  expect(paths('elevenlabs/text-to-dialogue-v3', { dialogue: [{ id: 'a', values: {} }] })).toEqual([
    'dialogue.0.text',
  ])
})

test('files on their way are no problem; one that cannot be used is, unless it is one of a batch', () => {
  const desk = newDesk()
  const limits = { accept: ['image/png'], maxFileBytes: 1, minSidePx: 1 }
  const [waiting = ''] = desk.add([new File(['x'], 'a.png')], 'image', limits)
  expect(paths('nano-banana-2', { prompt: 'x', image_input: [waiting] }, desk)).toEqual([])
  const heavy = desk.adopt(
    {
      fileId: '01',
      view: {
        id: '01',
        kind: 'image',
        name: 'b',
        mime: 'image/png',
        bytes: 9,
        width: 1,
        height: 1,
        durationMs: null,
        url: '',
        previewUrl: null,
        thumbUrl: null,
        peaksUrl: null,
        placeholder: null,
      },
    },
    'image',
    limits,
  )
  expect(paths('nano-banana-2', { prompt: 'x', image_input: [waiting, heavy] }, desk)).toEqual([
    'image_input',
  ])
  expect(paths('recraft/remove-background', { image: [waiting, heavy] }, desk)).toEqual([])
  expect(paths('recraft/remove-background', { image: [heavy] }, desk)).toEqual(['image'])
})

test('what is said about a part goes to the nearest part that is shown', () => {
  const { fields } = view('kling-3.0/video')
  expect(shownPath(fields, 'prompt')).toBe('prompt')
  expect(shownPath(fields, 'kling_elements.1.name')).toBe('kling_elements.1.name')
  expect(shownPath(fields, 'kling_elements.1.element_input_urls.0')).toBe(
    'kling_elements.1.element_input_urls',
  )
  expect(shownPath(fields, 'kling_elements.1.unheard_of')).toBe('kling_elements')
  expect(shownPath(fields, 'image_urls.2')).toBe('image_urls')
  expect(shownPath(fields, 'unheard_of')).toBe('')
})

test('dropped files go to the field at hand if it takes them, else to the first with room, else to any of the kind', () => {
  const intake = (kind: 'image' | 'video', room: boolean) => ({ kind, hasRoom: () => room })
  const intakes = new Map([
    ['full', intake('image', false)],
    ['frame', intake('image', true)],
    ['clip', intake('video', true)],
  ])
  expect(targetFor(intakes, 'clip', 'video')).toBe('clip')
  expect(targetFor(intakes, 'clip', 'image')).toBe('frame')
  expect(targetFor(intakes, 'full', 'image')).toBe('full')
  expect(targetFor(intakes, null, 'image')).toBe('frame')
  expect(targetFor(intakes, 'prompt', 'video')).toBe('clip')
  expect(targetFor(intakes, null, 'audio')).toBeNull()
  expect(targetFor(new Map([['full', intake('image', false)]]), null, 'image')).toBe('full')
})
