import type { WireValue } from '@/lib/catalog/schema'
import type { OptionView } from '@/lib/catalog/view'

/** A shape to draw: width to height; null leaves it to the model. */
export type Shape = { ratio: number | null }

const words: Record<string, number | null> = {
  auto: null,
  adaptive: null,
  square: 1,
  square_hd: 1,
  portrait: 2 / 3,
  landscape: 3 / 2,
  '-': null,
}

/** The shape that a value names (`16:9`, `portrait_4_3`, `square_hd`, `auto`), or null where it names none. */
export function shapeOf(value: WireValue): Shape | null {
  if (typeof value !== 'string') return null
  const word = words[value]
  if (word !== undefined) return { ratio: word }
  const [, side, a, b] = /^(?:(portrait|landscape)_)?(\d{1,4})[:x_](\d{1,4})$/.exec(value) ?? []
  const first = Number(a)
  const second = Number(b)
  if (!first || !second) return null
  // `portrait_4_3` names the sides, not their order.
  const [low, high] = [Math.min(first, second), Math.max(first, second)]
  return { ratio: side === 'portrait' ? low / high : side === 'landscape' ? high / low : first / second }
}

/** The shapes of all values where every one names a shape and not all leave it to the model. */
export function shapesOf(options: readonly OptionView[]): readonly Shape[] | null {
  const shapes = options.map(({ value }) => shapeOf(value)).filter((shape) => shape !== null)
  return shapes.length === options.length && shapes.filter(({ ratio }) => ratio).length > 1 ? shapes : null
}

/** Longest and shortest side of a drawn shape (px). */
const LONG = 20
const SHORT = 5

/** The size in px at which a shape is drawn: about the same area for all, nothing thinner than can be seen. */
export function drawnSize({ ratio }: Shape): { width: number; height: number } {
  const area = 196
  const wide = Math.sqrt(area * (ratio ?? 1))
  const fit = Math.min(1, LONG / Math.max(wide, area / wide))
  const side = (px: number) => Math.max(SHORT, Math.round(px * fit))
  return { width: side(wide), height: side(area / wide) }
}
