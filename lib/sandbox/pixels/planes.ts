/** Means over a square of 2·radius + 1 pixels, cut off at the edges. */
export function boxMean(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(plane.length)
  for (let y = 0; y < height; y++) {
    const start = y * width
    let sum = 0
    for (let x = -radius; x < width; x++) {
      if (x + radius < width) sum += plane[start + x + radius]!
      if (x - radius - 1 >= 0) sum -= plane[start + x - radius - 1]!
      if (x < 0) continue
      rows[start + x] = sum / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1)
    }
  }
  const result = new Float32Array(plane.length)
  const sums = new Float64Array(width)
  for (let y = -radius; y < height; y++) {
    const enters = y + radius
    const leaves = y - radius - 1
    const share = 1 / (Math.min(height - 1, enters) - Math.max(0, y - radius) + 1)
    for (let x = 0; x < width; x++) {
      if (enters < height) sums[x]! += rows[enters * width + x]!
      if (leaves >= 0) sums[x]! -= rows[leaves * width + x]!
      if (y >= 0) result[y * width + x] = sums[x]! * share
    }
  }
  return result
}

/** Where each column (or row) of a larger picture lies between two of a smaller one. */
export type Steps = { low: Int32Array; high: Int32Array; part: Float32Array }

export function steps(from: number, to: number): Steps {
  const low = new Int32Array(to)
  const high = new Int32Array(to)
  const part = new Float32Array(to)
  for (let k = 0; k < to; k++) {
    const at = Math.max(0, Math.min(from - 1, ((k + 0.5) * from) / to - 0.5))
    low[k] = Math.floor(at)
    high[k] = Math.min(from - 1, low[k]! + 1)
    part[k] = at - low[k]!
  }
  return { low, high, part }
}

/** Bilinear enlargement (or reduction by little). */
export function resized(
  plane: Float32Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Float32Array {
  const across = steps(width, toWidth)
  const down = steps(height, toHeight)
  const result = new Float32Array(toWidth * toHeight)
  for (let y = 0, i = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++, i++) result[i] = between(plane, width, across, down, x, y)
  }
  return result
}

/** The value of a smaller plane at pixel (x, y) of the larger picture that `across` and `down` describe. */
export function between(
  plane: Float32Array,
  width: number,
  across: Steps,
  down: Steps,
  x: number,
  y: number,
): number {
  const top = down.low[y]! * width
  const bottom = down.high[y]! * width
  const left = across.low[x]!
  const right = across.high[x]!
  const part = across.part[x]!
  const above = plane[top + left]! + part * (plane[top + right]! - plane[top + left]!)
  const below = plane[bottom + left]! + part * (plane[bottom + right]! - plane[bottom + left]!)
  return above + down.part[y]! * (below - above)
}
