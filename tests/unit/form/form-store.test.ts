import { expect, test, vi } from 'vitest'
import { createFormStore, valueAt, withValue } from '@/components/form/form-store'

const rows = {
  prompt: 'a vase',
  shots: [
    { id: 'a', values: { Scene: 'one', duration: 3 } },
    { id: 'b', values: { Scene: 'two' } },
  ],
}

test('reads and writes a value inside a row, and leaves the parts beside it as they are', () => {
  expect(valueAt(rows, 'shots.1.Scene')).toBe('two')
  expect(valueAt(rows, 'shots.7.Scene')).toBeUndefined()
  const next = withValue(rows, 'shots.1.Scene', 'three')
  expect(valueAt(next, 'shots.1.Scene')).toBe('three')
  expect((next.shots as unknown[])[0]).toBe(rows.shots[0])
  expect(valueAt(rows, 'shots.1.Scene')).toBe('two')
  expect(withValue(rows, 'shots.7.Scene', 'none')).toBe(rows)
})

test('takes a value away with undefined', () => {
  expect(withValue(rows, 'prompt', undefined)).not.toHaveProperty('prompt')
  expect(valueAt(withValue(rows, 'shots.0.duration', undefined), 'shots.0')).toBeUndefined()
})

test('a change ends what was said about the field, about its parts and about what it is a part of', () => {
  const errors = { prompt: 'needed', shots: 'too few', 'shots.1.Scene': 'too long', 'shots.0.Scene': 'odd' }
  const store = createFormStore({ values: rows, errors, problem: 'no credit' })
  store.set('shots.1.Scene', 'short')
  expect(store.state().errors).toEqual({ prompt: 'needed', 'shots.0.Scene': 'odd' })
  expect(store.state().problem).toBeNull()
  store.set('shots', undefined)
  expect(store.state().errors).toEqual({ prompt: 'needed' })
})

test('fields whose names begin alike have nothing to do with each other', () => {
  const store = createFormStore({ values: {}, errors: { image: 'no', image_urls: 'no' } })
  store.set('image', ['x'])
  expect(store.state().errors).toEqual({ image_urls: 'no' })
  const other = createFormStore({ values: {}, errors: { image: 'no', image_urls: 'no' } })
  other.set('image_urls', ['x'])
  expect(other.state().errors).toEqual({ image: 'no' })
})

test('what nobody touched stays the same object, so that nothing is drawn for it', () => {
  const store = createFormStore({ values: rows })
  const heard = vi.fn()
  const leave = store.subscribe(heard)
  const before = store.get('shots')
  store.set('prompt', 'two pears')
  expect(heard).toHaveBeenCalledOnce()
  expect(store.get('shots')).toBe(before)
  leave()
  store.set('prompt', '')
  expect(heard).toHaveBeenCalledOnce()
})
