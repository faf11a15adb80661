import type { Lab } from './lab.ts'

/** Bucket width of the queue, in Lab units: paths are exact to this. */
const BUCKET = 0.5
/** Nothing is told apart beyond this distance. */
const FARTHEST = 60

/**
 * The least sharpness on any way from a seed to each pixel. Slopes of less than `slack` Lab units a pixel count
 * nothing, so soft shadows are near and whatever lies behind an edge is far.
 */
export function sharpDistance(lab: Lab, seeds: Uint8Array, slack: number): Float32Array {
  const { width, height } = lab
  const cost = widened(slopes(lab), width, height).map(
    (slope) => slope * Math.max(0, Math.min(1, (slope - slack) / 0.7)),
  )
  const far = new Float32Array(width * height).fill(FARTHEST)
  const buckets: number[][] = Array.from({ length: Math.ceil(FARTHEST / BUCKET) + 1 }, () => [])
  for (let i = 0; i < seeds.length; i++) {
    if (!seeds[i]) continue
    far[i] = 0
    buckets[0]!.push(i)
  }
  for (let level = 0; level < buckets.length; level++) {
    const bucket = buckets[level]!
    for (let head = 0; head < bucket.length; head++) {
      const i = bucket[head]!
      const here = far[i]!
      if (Math.floor(here / BUCKET) < level) continue
      const x = i % width
      const visit = (n: number) => {
        const there = here + (cost[i]! + cost[n]!) / 2
        if (there >= far[n]! - 1e-4) return
        far[n] = there
        buckets[Math.floor(there / BUCKET)]?.push(n)
      }
      if (x > 0) visit(i - 1)
      if (x < width - 1) visit(i + 1)
      if (i >= width) visit(i - width)
      if (i < far.length - width) visit(i + width)
    }
  }
  return far
}

/** Change of colour per pixel, in Lab units, by central differences. */
function slopes({ width, height, l, a, b }: Lab): Float32Array {
  const result = new Float32Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    const up = y > 0 ? -width : 0
    const down = y < height - 1 ? width : 0
    for (let x = 0; x < width; x++, i++) {
      const left = x > 0 ? -1 : 0
      const right = x < width - 1 ? 1 : 0
      let square = 0
      for (const plane of [l, a, b]) {
        square += (plane[i + right]! - plane[i + left]!) ** 2 + (plane[i + down]! - plane[i + up]!) ** 2
      }
      result[i] = Math.sqrt(square) / 2
    }
  }
  return result
}

/** The greatest of each pixel and its neighbours: closes the small gaps through which a way would slip. */
function widened(plane: Float32Array, width: number, height: number): Float32Array {
  const across = plane.map((value, i) => {
    const x = i % width
    return Math.max(value, x > 0 ? plane[i - 1]! : 0, x < width - 1 ? plane[i + 1]! : 0)
  })
  return across.map((value, i) =>
    Math.max(value, across[i - width] ?? 0, i < width * (height - 1) ? across[i + width]! : 0),
  )
}
