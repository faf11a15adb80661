import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ticks } from '@/components/charts/scale'

test('an axis has two to four even marks from 0 on and holds what it is for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (thousandths) => {
      const most = thousandths / 1_000
      const marks = ticks(most)
      const step = marks[1] ?? 0
      expect(marks[0]).toBe(0)
      expect(marks.length).toBeGreaterThanOrEqual(2)
      expect(marks.length).toBeLessThanOrEqual(4)
      expect(marks.at(-1)).toBeGreaterThanOrEqual(most)
      for (const [n, mark] of marks.entries()) expect(mark).toBeCloseTo(n * step, 9)
    }),
  )
})

test.each([
  [0, [0, 1]],
  [28, [0, 10, 20, 30]],
  [1, [0, 0.5, 1]],
  [0.5, [0, 0.2, 0.4, 0.6]],
])('up to %d', (most, marks) => {
  expect(ticks(most)).toEqual(marks)
})
