import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directions, minimumCut } from '@/lib/sandbox/pixels/max-flow'

const WIDTH = 3
const HEIGHT = 3
const COUNT = WIDTH * HEIGHT

/** Neighbouring pixels, each pair once, as pixel and direction. */
const pairs = Array.from({ length: COUNT }, (_, i) => i).flatMap((i) =>
  [4, 5, 6, 7].flatMap((d) => {
    const [x, y] = [
      (i % WIDTH) + ([0, 0, 0, 0, 1, -1, 0, 1][d] ?? 0),
      Math.floor(i / WIDTH) + (d > 4 ? 1 : 0),
    ]
    return x >= 0 && x < WIDTH && y < HEIGHT ? [[i, d] as const] : []
  }),
)

function cost(mask: ArrayLike<number>, terminal: number[], weights: number[]): number {
  const offset = directions(WIDTH)
  const own = terminal.reduce((sum, t, i) => sum + (mask[i] === 1 ? Math.max(0, -t) : Math.max(0, t)), 0)
  return pairs.reduce(
    (sum, [i, d], k) => sum + (mask[i] === mask[i + (offset[d] ?? 0)] ? 0 : (weights[k] ?? 0)),
    own,
  )
}

describe('the minimum cut', () => {
  it('is as cheap as the cheapest of all masks', () => {
    const whole = fc.integer({ min: -9, max: 9 })
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: COUNT, maxLength: COUNT }),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: pairs.length, maxLength: pairs.length }),
        (terminal, weights) => {
          const links = new Float32Array(COUNT * 8)
          const offset = directions(WIDTH)
          pairs.forEach(([i, d], k) => {
            links[i * 8 + d] = weights[k] ?? 0
            links[(i + (offset[d] ?? 0)) * 8 + 7 - d] = weights[k] ?? 0
          })
          const mask = minimumCut({
            width: WIDTH,
            height: HEIGHT,
            terminal: Float32Array.from(terminal),
            links,
          })
          let least = Infinity
          for (let bits = 0; bits < 2 ** COUNT; bits++) {
            const all = Array.from({ length: COUNT }, (_, i) => (bits >> i) & 1)
            least = Math.min(least, cost(all, terminal, weights))
          }
          expect(cost(mask, terminal, weights)).toBe(least)
        },
      ),
      { numRuns: 150 },
    )
  })
})
