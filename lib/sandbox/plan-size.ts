import 'server-only'
import { type Order, setting } from './plan-order'

export type Size = { width: number; height: number }

const ratioFields = ['aspect_ratio', 'image_size', 'ratio', 'size']
const words: Record<string, number> = { square: 1, square_hd: 1, landscape: 16 / 9, portrait: 9 / 16 }

/** Width to height; null for a word that leaves it open. */
function ratioOf(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const preset = words[value]
  if (preset) return preset
  const turned = /^portrait_(\d+)_(\d+)$/.exec(value)
  if (turned) return Number(turned[2]) / Number(turned[1])
  const plain = /^(?:landscape_)?(\d+)[:_](\d+)$/.exec(value)
  return plain ? Number(plain[1]) / Number(plain[2]) : null
}

/** The shape that was asked for, else that of a given picture or film. */
export function askedRatio(order: Order, given: Size | null): number {
  const own = given ? given.width / given.height : null
  for (const name of ratioFields) {
    const asked = ratioOf(order.task.input[name])
    if (asked) return asked
  }
  const open = ratioFields.some((name) => /^(auto|adaptive)$/.test(String(order.task.input[name])))
  const standard = ratioFields.map((name) => ratioOf(setting(order, name))).find((ratio) => ratio !== null)
  return (open ? own : (standard ?? own)) ?? 1
}

/** Whether a model has any say in the shape of its result. */
export const hasShape = ({ model }: Order) => model.fields.some(({ name }) => ratioFields.includes(name))

const sides: Record<string, number> = { '1K': 1024, '1.5K': 1536, '2K': 2048, '4K': 4096 }
const qualities: Record<string, number> = { basic: 2048, high: 4096, ultra: 4096 }
const STANDARD_SIDE = 1024

/** The side, px, of a square picture of the size asked for. */
export function pictureSide(order: Order): number {
  for (const name of ['resolution', 'image_resolution', 'size']) {
    const side = sides[String(setting(order, name))]
    if (side) return side
  }
  const quality = order.model.fields.find(({ name }) => name === 'quality')
  if (quality?.enum?.includes('basic')) return qualities[String(setting(order, 'quality'))] ?? STANDARD_SIDE
  return setting(order, 'image_size') === 'square' ? STANDARD_SIDE / 2 : STANDARD_SIDE
}

/** A size of so many pixels (`side` squared) in a shape, in steps. */
export function sized(ratio: number, side: number, step: number): Size {
  const width = Math.max(step, Math.round((side * Math.sqrt(ratio)) / step) * step)
  return { width, height: Math.max(step, Math.round(width / ratio / step) * step) }
}

/** What is asked for is larger than this, px of the shorter side; the sandbox's films are not. */
const LONGEST_SHORT_SIDE = 720

/** The size of a film. */
export function filmSize(order: Order, given: Size | null): Size {
  const ratio = askedRatio(order, given)
  const asked = ['resolution', 'quality', 'mode', 'output_resolution']
    .map((name) => /^(\d{3,4})[pP]?$/.exec(String(setting(order, name)))?.[1])
    .find((found) => found !== undefined)
  const short = Math.min(Number(asked ?? LONGEST_SHORT_SIDE), LONGEST_SHORT_SIDE)
  const even = (px: number) => Math.max(2, Math.round(px / 2) * 2)
  return ratio >= 1
    ? { width: even(short * Math.min(ratio, 3)), height: even(short) }
    : { width: even(short), height: even(short / Math.max(ratio, 1 / 3)) }
}
