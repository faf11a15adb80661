import sharp, { type OverlayOptions } from 'sharp'

// No SVG here: Loupe switches that loader off in the whole process. The letters are drawn as squares.

const LETTERS: Record<string, string> = {
  S: '01111 10000 10000 01110 00001 00001 11110',
  A: '01110 10001 10001 11111 10001 10001 10001',
  N: '10001 11001 10101 10011 10001 10001 10001',
  D: '11110 10001 10001 10001 10001 10001 11110',
  B: '11110 10001 10001 11110 10001 10001 11110',
  O: '01110 10001 10001 10001 10001 10001 01110',
  X: '10001 10001 01010 00100 01010 10001 10001',
}
const TEXT = 'SANDBOX'
const [LETTER_WIDTH, LETTER_HEIGHT, MARGIN] = [5, 7, 3]
const COLUMNS = TEXT.length * (LETTER_WIDTH + 1) - 1 + 2 * MARGIN
const ROWS = LETTER_HEIGHT + 2 * MARGIN

const isInk = (column: number, row: number): boolean => {
  const [x, y] = [column - MARGIN, row - MARGIN]
  if (x < 0 || y < 0 || y >= LETTER_HEIGHT) return false
  const letter = LETTERS[TEXT[Math.floor(x / (LETTER_WIDTH + 1))] ?? '']
  return letter?.split(' ')[y]?.[x % (LETTER_WIDTH + 1)] === '1'
}

/** The word on a dark plate, `scale` px for each square; alphas from 0 to 1. */
function plate(scale: number, ground: number, ink: number) {
  const width = COLUMNS * scale
  const height = ROWS * scale
  const data = new Uint8Array(width * height * 4)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const lit = isInk(Math.floor(x / scale), Math.floor(y / scale))
      data.fill(lit ? 255 : 16, at, at + 3)
      data[at + 3] = 255 * (lit ? ink : ground)
    }
  }
  return { data, width, height }
}

export type Corner = { right: number; bottom: number }

/** A small mark for a picture of this size, at its lower right or so far from there, in px. */
export function mark(
  width: number,
  height: number,
  from: Corner = { right: 0, bottom: 0 },
): OverlayOptions[] {
  const scale = Math.max(1, Math.round(Math.min(width, height) / 420))
  const made = plate(scale, 0.42, 0.92)
  const left = width - made.width - 2 * MARGIN * scale - from.right
  const top = height - made.height - 2 * MARGIN * scale - from.bottom
  return left < 0 || top < 0 ? [] : [overlay(made, left, top)]
}

/** A large faint mark in the middle, as a watermark. */
export function watermark(width: number, height: number): OverlayOptions[] {
  const scale = Math.floor((0.5 * width) / COLUMNS)
  const made = plate(Math.max(1, scale), 0.12, 0.4)
  const left = (width - made.width) >> 1
  const top = (height - made.height) >> 1
  return left < 0 || top < 0 ? [] : [overlay(made, left, top)]
}

function overlay(
  { data, width, height }: ReturnType<typeof plate>,
  left: number,
  top: number,
): OverlayOptions {
  return { input: Buffer.from(data.buffer), raw: { width, height, channels: 4 }, left, top }
}

/** Puts overlays on raw pixels of three channels. */
export const overlaid = (data: Uint8Array, width: number, height: number, over: OverlayOptions[]) =>
  sharp(data, { raw: { width, height, channels: 3 } }).composite(over)
