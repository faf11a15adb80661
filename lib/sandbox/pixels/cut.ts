import type { Backdrop } from './backdrop.ts'
import { enclosure } from './enclosure.ts'
import { sharpDistance } from './geodesic.ts'
import type { Lab } from './lab.ts'
import { directions, minimumCut } from './max-flow.ts'
import { learn } from './mixture.ts'
import { mainPieces } from './regions.ts'

const ROUNDS = 4
const SMOOTHNESS = 14
/** What a pixel gains that the subject surrounds on all sides. */
const ENCLOSED = 5

/** What is known before the cut: the subject's likelihood per pixel, 0 to 1, and the plain backdrop if there is one. */
export type Evidence = { salient: Float32Array; backdrop: Backdrop | null }

/** Subject (1) and background (0) by repeated minimum cuts over learnt colours (GrabCut, Rother 2004). */
export function cutOut(lab: Lab, { salient, backdrop }: Evidence): Uint8Array {
  const { width, height } = lab
  const prior = salient.map((s, i) => {
    const likely = Math.max(-2.5, Math.min(2.5, Math.log((s + 0.02) / 0.25)))
    return backdrop ? likely : likely - 3 * corner(i, width, height)
  })
  const against = backdrop && awayFrom(lab, backdrop)
  const links = edges(lab)
  let mask: Uint8Array = Uint8Array.from(prior, (p, i) =>
    (against ? against[i]! + 0.2 * p - 2 : p) > 0 ? 1 : 0,
  )
  let odds: Float32Array = new Float32Array(mask.length)
  const split = (bonus?: Float32Array) => {
    const terminal = odds.map((colour, i) =>
      against
        ? 0.3 * colour + 0.2 * prior[i]! + 1.5 * against[i]!
        : 0.5 * colour + 1.2 * prior[i]! + (bonus?.[i] ?? 0),
    )
    return minimumCut({ width, height, terminal, links: links.slice() })
  }
  for (let round = 0; round < ROUNDS; round++) {
    const learnt = colourOdds(lab, mask)
    if (!learnt) return mask
    odds = learnt
    const next = split()
    let changed = 0
    for (let i = 0; i < next.length; i++) if (next[i] !== mask[i]) changed++
    mask = next
    if (changed < mask.length / 2000) break
  }
  if (against) return mask
  const around = enclosure(mainPieces(mask, width, height, salient), width, height)
  return split(around.map((share) => ENCLOSED * Math.max(0, (share - 0.7) / 0.3)))
}

/** Per pixel: how much likelier its colour is under the subject's learnt colours than under the background's. */
function colourOdds(lab: Lab, mask: Uint8Array): Float32Array | null {
  const subject = learn(lab, mask)
  const background = learn(
    lab,
    mask.map((side) => 1 - side),
  )
  if (!subject || !background) return null
  return lab.l.map((l, i) => {
    const odds = background.cost(l, lab.a[i]!, lab.b[i]!) - subject.cost(l, lab.a[i]!, lab.b[i]!)
    return Math.max(-6, Math.min(6, odds))
  })
}

/** Subjects stand in the middle or at the lower edge: 1 in the upper corners, falling to 0. */
function corner(i: number, width: number, height: number): number {
  const aside = (Math.abs((2 * (i % width)) / width - 1) - 0.55) / 0.3
  const above = (0.6 - i / width / height) / 0.3
  return Math.max(0, Math.min(1, aside)) * Math.max(0, Math.min(1, above))
}

/** How clearly a pixel is not the backdrop, about −4 to 6; what is cut off by a sharp edge counts most. */
function awayFrom(lab: Lab, { lab: plain, noise }: Backdrop): Float32Array {
  const straight = Float32Array.from(lab.l, (l, i) =>
    Math.hypot(l - plain.l[i]!, lab.a[i]! - plain.a[i]!, lab.b[i]! - plain.b[i]!),
  )
  const limit = 2 + 1.5 * noise
  const seeds = borderWhere(lab.width, lab.height, (i) => straight[i]! < 3 * limit)
  const sharp = sharpDistance(lab, seeds, 1.2 + noise * 0.4)
  return Float32Array.from(straight, (distance, i) => {
    // Behind an edge, but of the backdrop's colour: seen through a handle, or a part that happens to match.
    if (distance < limit) return sharp[i]! > 6 ? -0.5 : -3
    const dark = Math.max(0, plain.l[i]! - lab.l[i]!)
    // Cameras bend hues in the dark, those of strong colours most.
    const chroma = Math.hypot(plain.a[i]!, plain.b[i]!)
    const bend = dark * (0.1 + 0.006 * chroma)
    const hue = Math.max(0, hueFromShade(lab, plain, i) - bend)
    // Behind an edge darkness tells more, and most before a grey backdrop, where no hue can.
    const behind = sharp[i]! > 6
    const weight = behind ? 0.25 + 0.3 * clamp(1 - chroma / 30, 0, 1) : 0.25
    const light = dark > 0 ? weight * Math.min(dark, 30) + Math.max(0, dark - 30) : lab.l[i]! - plain.l[i]!
    const unlike = clamp((Math.hypot(light, hue) - limit) / 3, -2, 3)
    const shadow = dark > 2 ? clamp((8 - hue) / 4, 0, 1) * clamp((40 - dark) / 10, 0, 1) : 0
    if (behind)
      return unlike + Math.min(3, (sharp[i]! - 6) / 4) * (1 - shadow * clamp(0.2 + chroma / 50, 0, 0.9))
    return unlike + (sharp[i]! - 6) / (4 - 2 * shadow)
  })
}

/** How far a pixel's hue is from the backdrop's under less light: a shadow scales L + 16, a and b alike. */
function hueFromShade(lab: Lab, plain: Lab, i: number): number {
  const fade = Math.min(1, (lab.l[i]! + 16) / (plain.l[i]! + 16))
  const faded = Math.hypot(lab.a[i]! - plain.a[i]! * fade, lab.b[i]! - plain.b[i]! * fade)
  return Math.min(faded, Math.hypot(lab.a[i]! - plain.a[i]!, lab.b[i]! - plain.b[i]!))
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value))

function borderWhere(width: number, height: number, holds: (i: number) => boolean): Uint8Array {
  const result = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if ((x < 2 || y < 2 || x > width - 3 || y > height - 3) && holds(i)) result[i] = 1
    }
  }
  return result
}

/** Capacities between neighbours: high inside even areas, low across edges. */
function edges(lab: Lab): Float32Array {
  const { width, height } = lab
  const links = new Float32Array(width * height * 8)
  const offset = directions(width)
  let sum = 0
  let pairs = 0
  const each = (use: (i: number, d: number, square: number) => void) => {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        for (let d = 4; d < 8; d++) {
          if ((d === 4 || d === 7) && x === width - 1) continue
          if (d === 5 && x === 0) continue
          if (d > 4 && y === height - 1) continue
          const n = i + offset[d]!
          use(
            i,
            d,
            (lab.l[i]! - lab.l[n]!) ** 2 + (lab.a[i]! - lab.a[n]!) ** 2 + (lab.b[i]! - lab.b[n]!) ** 2,
          )
        }
      }
    }
  }
  each((_, __, square) => {
    sum += Math.min(square, 400)
    pairs++
  })
  const beta = 1 / Math.max(20, (2 * sum) / pairs)
  each((i, d, square) => {
    const weight = (SMOOTHNESS * Math.exp(-beta * square) + 0.2) / (d === 5 || d === 7 ? Math.SQRT2 : 1)
    links[i * 8 + d] = weight
    links[(i + offset[d]!) * 8 + 7 - d] = weight
  })
  return links
}
