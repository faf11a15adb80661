import type { Lab } from './lab.ts'

/** A smooth backdrop: the colour that each pixel would have without the subject. */
export type Backdrop = {
  lab: Lab /** Usual distance of its own pixels from it, in Lab units. */
  noise: number
}

const TERMS = 15
const ROUNDS = 10
/** Along the border, the share of pixels that must fit for the background to count as plain. */
const PLAIN = 0.86

/**
 * Fits a smooth surface (degree 4 in x and y) to the background, doubting what does not fit, as product shots before
 * a paper roll have it. Null when the border is not plain. `suspect` is the subject's likelihood, 0 to 1.
 */
export function fitBackdrop(lab: Lab, suspect: Float32Array): Backdrop | null {
  const { width, height } = lab
  const stride = Math.max(1, Math.round(Math.sqrt((width * height) / 4000)))
  const spots: number[] = []
  for (let y = 0; y < height; y += stride) for (let x = 0; x < width; x += stride) spots.push(y * width + x)
  const basis = spots.map((i) => terms(i % width, Math.floor(i / width), width, height))
  let weights = Float64Array.from(spots, (i) => (suspect[i]! < 0.25 ? 1 : 0))
  let noise = 6
  let surface: Float64Array[] = []
  for (let round = 0; round < ROUNDS; round++) {
    surface = [lab.l, lab.a, lab.b].map((plane) =>
      solve(
        basis,
        weights,
        Float64Array.from(spots, (i) => plane[i]!),
      ),
    )
    const distance = basis.map((row, k) => residual(lab, spots[k]!, row, surface))
    const inside = distance.filter((_, k) => weights[k]! > 0.3).sort((p, q) => p - q)
    noise = Math.min(noise, Math.max(1, (inside[inside.length >> 1] ?? 6) * 1.5))
    const reach = 2 * noise
    weights = Float64Array.from(distance, (d, k) => {
      const doubt = suspect[spots[k]!]! > 0.6 ? 0.1 : 1
      return d > 3 * reach ? 0 : doubt * Math.exp(-(d ** 2) / (2 * reach ** 2))
    })
  }
  const smooth: Lab = {
    width,
    height,
    l: new Float32Array(lab.l.length),
    a: new Float32Array(lab.l.length),
    b: new Float32Array(lab.l.length),
  }
  let border = 0
  let fits = 0
  const limit = Math.max(7, 4 * noise)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const row = terms(x, y, width, height)
      smooth.l[i] = dot(row, surface[0]!)
      smooth.a[i] = dot(row, surface[1]!)
      smooth.b[i] = dot(row, surface[2]!)
      if (x > 1 && y > 1 && x < width - 2 && y < height - 2) continue
      border++
      if (Math.hypot(lab.l[i]! - smooth.l[i]!, lab.a[i]! - smooth.a[i]!, lab.b[i]! - smooth.b[i]!) < limit)
        fits++
    }
  }
  return noise <= 5 && fits / border >= PLAIN ? { lab: smooth, noise } : null
}

/** Share of the picture's pixels that are clearly not the backdrop. */
export function unlikeShare(lab: Lab, { lab: plain, noise }: Backdrop): number {
  let unlike = 0
  for (let i = 0; i < lab.l.length; i++) {
    const distance = Math.hypot(lab.l[i]! - plain.l[i]!, lab.a[i]! - plain.a[i]!, lab.b[i]! - plain.b[i]!)
    if (distance > 5 + 3 * noise) unlike++
  }
  return unlike / lab.l.length
}

function terms(column: number, row: number, width: number, height: number): Float64Array {
  const x = (2 * column) / width - 1
  const y = (2 * row) / height - 1
  const [xx, yy] = [x * x, y * y]
  return Float64Array.of(
    1,
    x,
    y,
    xx,
    x * y,
    yy,
    xx * x,
    xx * y,
    x * yy,
    yy * y,
    xx * xx,
    xx * x * y,
    xx * yy,
    x * yy * y,
    yy * yy,
  )
}

function dot(row: Float64Array, factors: Float64Array): number {
  let sum = 0
  for (let k = 0; k < TERMS; k++) sum += row[k]! * factors[k]!
  return sum
}

const residual = (lab: Lab, i: number, row: Float64Array, surface: Float64Array[]) =>
  Math.hypot(
    lab.l[i]! - dot(row, surface[0]!),
    lab.a[i]! - dot(row, surface[1]!),
    lab.b[i]! - dot(row, surface[2]!),
  )

/** Weighted least squares by the normal equations, slightly damped towards a flat surface. */
function solve(basis: Float64Array[], weights: Float64Array, values: Float64Array): Float64Array {
  const matrix = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1))
  let total = 1e-9
  basis.forEach((row, k) => {
    const weight = weights[k]!
    if (weight === 0) return
    total += weight
    for (let p = 0; p < TERMS; p++) {
      const scaled = weight * row[p]!
      for (let q = p; q < TERMS; q++) matrix[p]![q]! += scaled * row[q]!
      matrix[p]![TERMS]! += scaled * values[k]!
    }
  })
  for (let p = 0; p < TERMS; p++) {
    for (let q = 0; q < p; q++) matrix[p]![q] = matrix[q]![p]!
    if (p > 0) matrix[p]![p]! += total * (p < 6 ? 1e-5 : 1e-4)
  }
  for (let p = 0; p < TERMS; p++) {
    const pivot = matrix[p]![p]! || 1e-9
    for (let row = 0; row < TERMS; row++) {
      if (row === p) continue
      const factor = matrix[row]![p]! / pivot
      for (let q = p; q <= TERMS; q++) matrix[row]![q]! -= factor * matrix[p]![q]!
    }
  }
  return Float64Array.from(matrix, (row, p) => row[TERMS]! / (row[p]! || 1e-9))
}
