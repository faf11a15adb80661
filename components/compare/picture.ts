/** One side of a comparison. Sizes in pixels, known before the picture arrives. */
export type Picture = {
  url: string
  width: number
  height: number
  /** A smaller copy, shown until someone looks closer. */
  previewUrl?: string | null
  /** Data URL shown until the first bytes are there. */
  placeholder?: string | null
}

/** The box in which both sides lie: the finer one's pixels. */
export const finer = (before: Picture, after: Picture) =>
  before.width * before.height > after.width * after.height ? before : after

const SAME_SHAPE = 0.02

/** Pictures of one shape fill the box and line up to the pixel, whatever their sizes; others keep their shape. */
export const haveOneShape = (before: Picture, after: Picture) =>
  Math.abs((before.width * after.height) / (before.height * after.width) - 1) < SAME_SHAPE
