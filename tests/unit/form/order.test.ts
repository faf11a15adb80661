import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSlip, middleOf, regionBetween, withSide } from '@/components/form/regions'
import { moved, placeAfterKey } from '@/components/form/reorder'

test('moving keeps every entry and puts the moved one where it was asked to be', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), fc.nat(), (list, a, b) => {
      const from = a % list.length
      const to = b % list.length
      const next = moved(list, from, to)
      expect(next.toSorted()).toEqual(list.toSorted())
      expect(next[to]).toBe(list[from])
      expect(moved(next, to, from)).toEqual(list)
    }),
  )
})

test.each([
  ['ArrowLeft', 0, null],
  ['ArrowLeft', 2, 1],
  ['ArrowDown', 2, 3],
  ['ArrowRight', 3, null],
  ['Home', 2, 0],
  ['End', 0, 3],
  ['End', 3, null],
  ['x', 1, null],
])('%s at place %i of four leads to %j', (key, index, place) => {
  expect(placeAfterKey(key, index, 4)).toBe(place)
})

const size = { width: 1200, height: 800 }
const point = fc.record({
  x: fc.double({ min: -500, max: 2_000, noNaN: true }),
  y: fc.double({ min: -500, max: 2_000, noNaN: true }),
})

test('a region is whole pixels inside its picture with its sides in order, however it is drawn', () => {
  fc.assert(
    fc.property(point, point, fc.nat(3), fc.integer({ min: -100, max: 3_000 }), (one, other, side, value) => {
      for (const region of [
        regionBetween(one, other, size),
        withSide(regionBetween(one, other, size), side, value, size),
      ]) {
        const [left, top, right, bottom] = region
        expect(region.every(Number.isInteger)).toBe(true)
        expect(left >= 0 && left <= right && right <= size.width).toBe(true)
        expect(top >= 0 && top <= bottom && bottom <= size.height).toBe(true)
      }
    }),
  )
  expect(isSlip(middleOf(size))).toBe(false)
  expect(isSlip([10, 10, 12, 400])).toBe(true)
})
