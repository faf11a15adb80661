import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLongScroll, elementHeight } from '@/components/gallery/long-scroll'

const WINDOW = 900
const FLICK = 2_000

/** An element of a browser: it scrolls no further than it is high. */
function boxOf(height: number) {
  const own = elementHeight(height)
  let at = 0
  return {
    clientHeight: WINDOW,
    scrollHeight: own,
    get scrollTop() {
      return at
    },
    set scrollTop(y: number) {
      at = Math.min(own - WINDOW, Math.max(0, Math.round(y)))
    },
  }
}

function opened(height: number) {
  const box = boxOf(height)
  const scroll = createLongScroll(box)
  scroll.resize(height)
  return { box, scroll, end: height - WINDOW }
}

const heights = fc.integer({ min: 2_000, max: 100_000_000 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

it('any place of any height can be shown, and no element is higher than browsers draw', () => {
  fc.assert(
    fc.property(heights, fc.array(share, { maxLength: 8 }), (height, places) => {
      const { box, scroll, end } = opened(height)
      expect(box.scrollHeight).toBeLessThanOrEqual(2 ** 23)
      for (const place of [...places, 1, 0]) {
        scroll.moveTo(place * end)
        expect(Math.abs(scroll.top() - place * end)).toBeLessThanOrEqual(1)
        // Rows beside the window stand within the element, where a row keeps its pixel.
        expect(scroll.top() - scroll.base()).toBeLessThanOrEqual(2 ** 23)
      }
    }),
  )
})

it('the scrollbar leads to either end, and further along it lies what is further below', () => {
  fc.assert(
    fc.property(heights, fc.uniqueArray(share, { minLength: 2, maxLength: 12 }), (height, stops) => {
      const { box, scroll, end } = opened(height)
      const range = box.scrollHeight - WINDOW
      const seen = [0, ...stops.toSorted((a, b) => a - b), 1].map((stop) => {
        // From elsewhere, so that it is a leap.
        scroll.moveTo(stop > 0.5 ? 0 : end)
        box.scrollTop = stop * range
        scroll.heard()
        return scroll.top()
      })
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(seen[0]).toBe(0)
      expect(end - (seen.at(-1) ?? 0)).toBeLessThan(1)
    }),
  )
})

it('a finger moves by as much as it does, and with rests between comes from anywhere to either end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2_000, max: 30_000_000 }),
      share,
      fc.constantFrom(-1, 1),
      (height, from, way) => {
        const { box, scroll, end } = opened(height)
        const left = () => (way > 0 ? end - scroll.top() : scroll.top())
        scroll.moveTo(from * end)
        for (let flick = 0; left() > 1 && flick < 20_000; flick++) {
          const before = left()
          box.scrollTop += way * FLICK
          scroll.heard()
          if (before > FLICK && before - left() !== FLICK) expect(before - left()).toBeCloseTo(FLICK)
          if (flick % 7 > 0) continue
          const seen = scroll.top()
          scroll.settle(() => {})
          if (Math.abs(scroll.top() - seen) > 1) expect(scroll.top()).toBeCloseTo(seen)
        }
        expect(left()).toBeLessThan(2)
      },
    ),
    { numRuns: 30 },
  )
})
