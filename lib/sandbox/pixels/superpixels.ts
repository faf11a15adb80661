import type { Lab } from './lab.ts'

/** Small patches of like colour: which patch each pixel is in, and what each patch looks like. */
export type Superpixels = {
  count: number
  of: Int32Array
  l: Float32Array
  a: Float32Array
  b: Float32Array
  x: Float32Array
  y: Float32Array
  size: Float32Array
}

const ROUNDS = 6
const COMPACTNESS = 14

/** SLIC (Achanta 2012): k-means over colour and place, each centre looking only at its own surroundings. */
export function superpixels(lab: Lab, wanted: number): Superpixels {
  const { width, height } = lab
  const step = Math.max(4, Math.sqrt((width * height) / wanted))
  const columns = Math.max(1, Math.round(width / step))
  const rows = Math.max(1, Math.round(height / step))
  const centres = summed(columns * rows)
  const of = new Int32Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.min(rows - 1, Math.floor((y * rows) / height))
    for (let x = 0; x < width; x++, i++)
      of[i] = row * columns + Math.min(columns - 1, Math.floor((x * columns) / width))
  }
  average(lab, of, centres)
  const distance = new Float32Array(width * height)
  for (let round = 0; round < ROUNDS; round++) {
    assign(lab, of, centres, distance, step)
    average(lab, of, centres)
  }
  return connected(lab, of, Math.round((step * step) / 4))
}

function summed(count: number): Superpixels {
  const plane = () => new Float32Array(count)
  return {
    count,
    of: new Int32Array(0),
    l: plane(),
    a: plane(),
    b: plane(),
    x: plane(),
    y: plane(),
    size: plane(),
  }
}

function average(lab: Lab, of: Int32Array, into: Superpixels) {
  for (const plane of [into.l, into.a, into.b, into.x, into.y, into.size]) plane.fill(0)
  for (let y = 0, i = 0; y < lab.height; y++) {
    for (let x = 0; x < lab.width; x++, i++) {
      const k = of[i]!
      into.l[k]! += lab.l[i]!
      into.a[k]! += lab.a[i]!
      into.b[k]! += lab.b[i]!
      into.x[k]! += x
      into.y[k]! += y
      into.size[k]! += 1
    }
  }
  for (let k = 0; k < into.count; k++) {
    const size = Math.max(1, into.size[k]!)
    for (const plane of [into.l, into.a, into.b, into.x, into.y]) plane[k]! /= size
  }
}

function assign(lab: Lab, of: Int32Array, centres: Superpixels, distance: Float32Array, step: number) {
  const place = (COMPACTNESS / step) ** 2
  const reach = Math.ceil(step * 1.5)
  distance.fill(Infinity)
  for (let k = 0; k < centres.count; k++) {
    if (!centres.size[k]) continue
    const cx = centres.x[k]!
    const cy = centres.y[k]!
    const right = Math.min(lab.width - 1, Math.ceil(cx) + reach)
    const bottom = Math.min(lab.height - 1, Math.ceil(cy) + reach)
    for (let y = Math.max(0, Math.floor(cy) - reach); y <= bottom; y++) {
      for (let x = Math.max(0, Math.floor(cx) - reach); x <= right; x++) {
        const i = y * lab.width + x
        const colour =
          (lab.l[i]! - centres.l[k]!) ** 2 +
          (lab.a[i]! - centres.a[k]!) ** 2 +
          (lab.b[i]! - centres.b[k]!) ** 2
        const d = colour + place * ((x - cx) ** 2 + (y - cy) ** 2)
        if (d < distance[i]!) {
          distance[i] = d
          of[i] = k
        }
      }
    }
  }
}

/** Gives every connected piece a number of its own and hands crumbs below `least` pixels to the piece before them. */
function connected(lab: Lab, of: Int32Array, least: number): Superpixels {
  const { width, height } = lab
  const final = new Int32Array(of.length).fill(-1)
  const queue = new Int32Array(of.length)
  let count = 0
  for (let start = 0; start < of.length; start++) {
    if (final[start] !== -1) continue
    const neighbour = start % width > 0 ? final[start - 1]! : start >= width ? final[start - width]! : -1
    let tail = 1
    queue[0] = start
    final[start] = count
    for (let head = 0; head < tail; head++) {
      const i = queue[head]!
      const x = i % width
      const next = [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]
      for (const n of next) {
        if (n < 0 || n >= width * height || final[n] !== -1 || of[n] !== of[start]) continue
        final[n] = count
        queue[tail++] = n
      }
    }
    if (tail < least && neighbour >= 0) {
      for (let k = 0; k < tail; k++) final[queue[k]!] = neighbour
    } else count++
  }
  const result = summed(count)
  result.of = final
  average(lab, final, result)
  return result
}
