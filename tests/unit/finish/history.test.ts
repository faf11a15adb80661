import { expect, it } from 'vitest'
import { step } from '@/components/finish/history'
import { asItIs } from './recipe'

const start = { past: [], now: asItIs, future: [], last: null }
const margin = (value: number, at: number) =>
  ({ kind: 'change', what: 'margin', change: { margin: value }, at }) as const

it('takes a drag of one slider back in one step', () => {
  const dragged = step(step(step(start, margin(2, 0)), margin(4, 100)), margin(6, 300))
  expect([dragged.now.margin, dragged.past.length]).toEqual([6, 1])
  const later = step(dragged, margin(9, 5_000))
  expect(step(later, { kind: 'undo' }).now.margin).toBe(6)
  const first = step(step(later, { kind: 'undo' }), { kind: 'undo' })
  expect(first.now).toEqual(asItIs)
  expect(step(first, { kind: 'undo' })).toBe(first)
  expect(step(first, { kind: 'redo' }).now.margin).toBe(6)
})

it('forgets the way forward with another change', () => {
  const back = step(step(start, margin(2, 0)), { kind: 'undo' })
  const other = step(back, { kind: 'change', what: 'crop', change: { crop: 'subject' }, at: 0 })
  expect(step(other, { kind: 'redo' })).toBe(other)
  expect(other.now).toMatchObject({ margin: 0, crop: 'subject' })
})
