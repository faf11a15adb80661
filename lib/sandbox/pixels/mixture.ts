import type { Lab } from './lab.ts'

/** A few Gaussians over Lab colour; `cost` is −log of their density, lower where a colour is more at home. */
export type Mixture = { cost(l: number, a: number, b: number): number }

type Gaussian = { mean: [number, number, number]; inverse: Float64Array; offset: number }

const PARTS = 6
const SAMPLES = 3000
const ROUNDS = 8
/** Lab units squared added to every variance, so that a flat colour does not refuse its own noise. */
const NOISE = 4
/** Share of a wide, even density, so that an unseen colour costs much but not everything. */
const ANYTHING = 1e-7

/** Learns the colours of the pixels that `member` says belong, weighted by it (0 leaves a pixel out). */
export function learn(lab: Lab, member: Float32Array | Uint8Array): Mixture | null {
  const chosen = sample(member)
  if (chosen.length < PARTS * 4) return null
  const centres = spread(lab, chosen)
  const part = new Uint8Array(chosen.length)
  for (let round = 0; round < ROUNDS; round++) {
    nearest(lab, chosen, centres, part)
    move(lab, chosen, centres, part)
  }
  const gaussians = centres.flatMap((_, k) => gaussian(lab, chosen, part, k) ?? [])
  return {
    cost(l, a, b) {
      let density = ANYTHING
      for (const { mean, inverse, offset } of gaussians) {
        const x = l - mean[0]
        const y = a - mean[1]
        const z = b - mean[2]
        const square =
          inverse[0]! * x * x +
          inverse[1]! * y * y +
          inverse[2]! * z * z +
          2 * (inverse[3]! * x * y + inverse[4]! * x * z + inverse[5]! * y * z)
        density += Math.exp(offset - square / 2)
      }
      return -Math.log(density)
    },
  }
}

function sample(member: Float32Array | Uint8Array): Int32Array {
  let total = 0
  for (const weight of member) if (weight > 0.5) total++
  const every = Math.max(1, total / SAMPLES)
  const chosen = new Int32Array(Math.min(total, Math.ceil(total / every)))
  let seen = 0
  let taken = 0
  for (let i = 0; i < member.length && taken < chosen.length; i++) {
    if (!(member[i]! > 0.5)) continue
    if (seen++ >= taken * every) chosen[taken++] = i
  }
  return chosen.subarray(0, taken)
}

const squared = (lab: Lab, i: number, c: number[]) =>
  (lab.l[i]! - c[0]!) ** 2 + (lab.a[i]! - c[1]!) ** 2 + (lab.b[i]! - c[2]!) ** 2

/** First centres: each the sample that is farthest from those before it, ignoring the farthest 2 % (specks). */
function spread(lab: Lab, chosen: Int32Array): number[][] {
  const first = chosen[chosen.length >> 1]!
  const centres = [[lab.l[first]!, lab.a[first]!, lab.b[first]!]]
  const far = new Float32Array(chosen.length).fill(Infinity)
  while (centres.length < PARTS) {
    const last = centres[centres.length - 1]!
    for (let k = 0; k < chosen.length; k++) far[k] = Math.min(far[k]!, squared(lab, chosen[k]!, last))
    const limit = [...far].sort((p, q) => p - q)[Math.floor(far.length * 0.98)]!
    let best = 0
    for (let k = 1; k < far.length; k++) if (far[k]! <= limit && far[k]! > far[best]!) best = k
    if (far[best]! > limit) best = far.indexOf(limit)
    const i = chosen[best]!
    centres.push([lab.l[i]!, lab.a[i]!, lab.b[i]!])
  }
  return centres
}

function nearest(lab: Lab, chosen: Int32Array, centres: number[][], part: Uint8Array) {
  for (let k = 0; k < chosen.length; k++) {
    let best = Infinity
    for (let c = 0; c < centres.length; c++) {
      const d = squared(lab, chosen[k]!, centres[c]!)
      if (d < best) {
        best = d
        part[k] = c
      }
    }
  }
}

function move(lab: Lab, chosen: Int32Array, centres: number[][], part: Uint8Array) {
  const sums = centres.map(() => [0, 0, 0, 0])
  for (let k = 0; k < chosen.length; k++) {
    const sum = sums[part[k]!]!
    const i = chosen[k]!
    sum[0]! += lab.l[i]!
    sum[1]! += lab.a[i]!
    sum[2]! += lab.b[i]!
    sum[3]!++
  }
  sums.forEach((sum, c) => {
    if (sum[3]) centres[c] = [sum[0]! / sum[3]!, sum[1]! / sum[3]!, sum[2]! / sum[3]!]
  })
}

function gaussian(lab: Lab, chosen: Int32Array, part: Uint8Array, k: number): Gaussian | null {
  const mean: [number, number, number] = [0, 0, 0]
  const own: number[] = []
  for (let n = 0; n < chosen.length; n++) if (part[n] === k) own.push(chosen[n]!)
  if (own.length < 4) return null
  for (const i of own) {
    mean[0] += lab.l[i]! / own.length
    mean[1] += lab.a[i]! / own.length
    mean[2] += lab.b[i]! / own.length
  }
  let [xx, yy, zz, xy, xz, yz] = [NOISE, NOISE, NOISE, 0, 0, 0]
  for (const i of own) {
    const x = lab.l[i]! - mean[0]
    const y = lab.a[i]! - mean[1]
    const z = lab.b[i]! - mean[2]
    xx += (x * x) / own.length
    yy += (y * y) / own.length
    zz += (z * z) / own.length
    xy += (x * y) / own.length
    xz += (x * z) / own.length
    yz += (y * z) / own.length
  }
  const det = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz)
  const inverse = Float64Array.of(
    (yy * zz - yz * yz) / det,
    (xx * zz - xz * xz) / det,
    (xx * yy - xy * xy) / det,
    (xz * yz - xy * zz) / det,
    (xy * yz - xz * yy) / det,
    (xy * xz - xx * yz) / det,
  )
  const share = own.length / chosen.length
  return { mean, inverse, offset: Math.log(share) - Math.log(det * (2 * Math.PI) ** 3) / 2 }
}
