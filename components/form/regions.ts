import type { Region } from './fields'

/** So many regions a picture takes. */
export const REGIONS = 2

type Point = { x: number; y: number }
type Size = { width: number; height: number }

const within = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)))

/** The region between two corners, whatever their order, inside a picture of this size (px). */
export function regionBetween(one: Point, other: Point, { width, height }: Size): Region {
  return [
    within(Math.min(one.x, other.x), width),
    within(Math.min(one.y, other.y), height),
    within(Math.max(one.x, other.x), width),
    within(Math.max(one.y, other.y), height),
  ]
}

/** Too small to be meant. */
export const isSlip = ([left, top, right, bottom]: Region) => right - left < 4 || bottom - top < 4

/** A region in the middle, for those who write numbers instead of drawing. */
export const middleOf = ({ width, height }: Size): Region =>
  regionBetween(
    { x: width / 4, y: height / 4 },
    { x: (width * 3) / 4, y: (height * 3) / 4 },
    { width, height },
  )

/** A region with one of its sides moved; the sides stay in order. */
export function withSide(region: Region, side: number, value: number, size: Size): Region {
  const next: Region = [...region]
  next[side] = value
  const [left, top, right, bottom] = next
  return regionBetween({ x: left, y: top }, { x: right, y: bottom }, size)
}
