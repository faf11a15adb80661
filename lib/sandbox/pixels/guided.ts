import { boxMean } from './planes.ts'

/**
 * The guided filter (He 2013) with a colour guide: smooths `mask` so that its edges follow the picture's.
 * `guide` holds red, green and blue from 0 to 1.
 */
export function guided(
  guide: Float32Array[],
  mask: Float32Array,
  width: number,
  height: number,
  radius: number,
  softness: number,
): Float32Array {
  const mean = (plane: Float32Array) => boxMean(plane, width, height, radius)
  const times = (p: Float32Array, q: Float32Array) => p.map((value, i) => value * q[i]!)
  const [r, g, b] = guide as [Float32Array, Float32Array, Float32Array]
  const m = mean(mask)
  const [mr, mg, mb] = [mean(r), mean(g), mean(b)]
  const [pr, pg, pb] = [mean(times(r, mask)), mean(times(g, mask)), mean(times(b, mask))]
  const [rr, gg, bb] = [mean(times(r, r)), mean(times(g, g)), mean(times(b, b))]
  const [rg, rb, gb] = [mean(times(r, g)), mean(times(r, b)), mean(times(g, b))]
  const base = new Float32Array(mask.length)
  for (let i = 0; i < mask.length; i++) {
    const xx = rr[i]! - mr[i]! ** 2 + softness
    const yy = gg[i]! - mg[i]! ** 2 + softness
    const zz = bb[i]! - mb[i]! ** 2 + softness
    const xy = rg[i]! - mr[i]! * mg[i]!
    const xz = rb[i]! - mr[i]! * mb[i]!
    const yz = gb[i]! - mg[i]! * mb[i]!
    const x = pr[i]! - mr[i]! * m[i]!
    const y = pg[i]! - mg[i]! * m[i]!
    const z = pb[i]! - mb[i]! * m[i]!
    const det = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz)
    const s = ((yy * zz - yz * yz) * x + (xz * yz - xy * zz) * y + (xy * yz - xz * yy) * z) / det
    const t = ((xz * yz - xy * zz) * x + (xx * zz - xz * xz) * y + (xy * xz - xx * yz) * z) / det
    const u = ((xy * yz - xz * yy) * x + (xy * xz - xx * yz) * y + (xx * yy - xy * xy) * z) / det
    base[i] = m[i]! - s * mr[i]! - t * mg[i]! - u * mb[i]!
    // The factors take the places of the products, which are no longer needed.
    pr[i] = s
    pg[i] = t
    pb[i] = u
  }
  const [ar, ag, ab, offset] = [mean(pr), mean(pg), mean(pb), mean(base)]
  return mask.map((_, i) => ar[i]! * r[i]! + ag[i]! * g[i]! + ab[i]! * b[i]! + offset[i]!)
}
