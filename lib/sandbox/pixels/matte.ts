import { guided } from './guided.ts'
import { between, boxMean, resized, steps } from './planes.ts'

/** A picture as interleaved 8-bit RGBA. */
export type Picture = { data: Uint8Array; width: number; height: number }

/** Half the width of the uncertain band along the outline, in pixels of the mask. */
const BAND = 3
/** 8-bit steps between subject and background below which their mixture cannot be read from colour. */
const NEAR = 16
const CLEAR = 60

/**
 * Writes a soft outline into the picture's alpha and takes the background's colour out of the edge pixels.
 * `middle` is the same picture at a middling size, on which local colours and edges are measured; `mask` is coarse.
 */
export function applyMatte(picture: Picture, middle: Picture, mask: Picture) {
  const field = measure(middle, mask)
  const across = steps(middle.width, picture.width)
  const down = steps(middle.height, picture.height)
  const { data } = picture
  for (let y = 0, at = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, at += 4) {
      const nearest = down.low[y]! * middle.width + across.low[x]!
      const coarse = field.coarse[nearest]!
      if (field.sure[nearest]) {
        if (coarse < 0.5) data[at + 3] = 0
        continue
      }
      const read = (plane: Float32Array) => between(plane, middle.width, across, down, x, y)
      unmix(data, at, read, field)
    }
  }
}

type Field = {
  coarse: Float32Array
  /** 1 where a pixel and all around it are certain. */
  sure: Uint8Array
  edge: Float32Array
  subject: Float32Array[]
  background: Float32Array[]
  /** How far the colours nearby stray from their means, in 8-bit steps. */
  stray: Float32Array
}

function measure(middle: Picture, mask: Picture): Field {
  const { width, height } = middle
  const scale = width / mask.width
  const radius = Math.max(2, Math.round(BAND * scale))
  const flat = Float32Array.from({ length: mask.width * mask.height }, (_, i) => mask.data[i]!)
  const smooth = boxMean(flat, mask.width, mask.height, 1)
  const coarse = resized(smooth, mask.width, mask.height, width, height)
  const wide = boxMean(coarse, width, height, radius)
  const inner = wide.map((m, i) =>
    m > 0.995 ? 1 : m > 0.7 && coarse[i]! > 0.9 ? 0.02 : coarse[i]! > 0.9 ? 0.002 : 0,
  )
  const outer = wide.map((m, i) =>
    m < 0.005 ? 1 : m < 0.3 && coarse[i]! < 0.1 ? 0.02 : coarse[i]! < 0.1 ? 0.002 : 0,
  )
  const guide = [0, 1, 2].map((c) => coarse.map((_, i) => middle.data[i * 4 + c]! / 255))
  const subject = surroundings(guide, inner, width, height, radius)
  const background = surroundings(guide, outer, width, height, radius)
  const crisp = coarse.map((m) => (m > 0.5 ? 1 : 0))
  return {
    coarse,
    sure: Uint8Array.from(wide, (m) => (m > 0.995 || m < 0.005 ? 1 : 0)),
    edge: guided(guide, crisp, width, height, radius, 2e-4),
    subject: subject.colour,
    background: background.colour,
    stray: subject.stray.map((own, i) => Math.max(own, background.stray[i]!)),
  }
}

/** Mean colour of the weighted pixels around each pixel, from as near as there are any, and how far they stray from it. */
function surroundings(
  guide: Float32Array[],
  weight: Float32Array,
  width: number,
  height: number,
  radius: number,
): { colour: Float32Array[]; stray: Float32Array } {
  const reaches = [radius, radius * 4]
  const energy = weight.map((_, i) => guide[0]![i]! ** 2 + guide[1]![i]! ** 2 + guide[2]![i]! ** 2)
  // What is near counts; what is farther fills in where nothing is near.
  const spread = (plane: Float32Array) => {
    const [near, far] = reaches.map((by) => boxMean(boxMean(plane, width, height, by), width, height, by))
    return near!.map((value, i) => value + 0.002 * far![i]!)
  }
  const total = spread(weight)
  const means = [...guide, energy].map((plane) =>
    spread(plane.map((value, i) => value * weight[i]!)).map((sum, i) =>
      total[i]! > 1e-9 ? sum / total[i]! : plane[i]!,
    ),
  )
  const [red, green, blue, square] = means as [Float32Array, Float32Array, Float32Array, Float32Array]
  const stray = square.map(
    (all, i) => 255 * Math.sqrt(Math.max(0, all - red[i]! ** 2 - green[i]! ** 2 - blue[i]! ** 2)),
  )
  return { colour: [red, green, blue].map((plane) => plane.map((value) => value * 255)), stray }
}

function unmix(data: Uint8Array, at: number, read: (plane: Float32Array) => number, field: Field) {
  const f = field.subject.map(read)
  const b = field.background.map(read)
  let across = 0
  let along = 0
  let own = 0
  for (let c = 0; c < 3; c++) {
    const span = f[c]! - b[c]!
    const off = data[at + c]! - b[c]!
    across += span * span
    along += span * off
    own += off * off
  }
  const gap = Math.sqrt(across)
  const share = across > 1 ? along / across : 0
  // Far from the line between both colours the pixel is neither's mixture, so its colour tells nothing.
  const aside = Math.sqrt(Math.max(0, own - share * along))
  const trust =
    ramp(gap, NEAR, CLEAR) *
    (1 - ramp(aside, 0.25 * gap, 0.7 * gap)) *
    (1 - ramp(read(field.stray), 0.2 * gap, 0.6 * gap))
  const edge = ramp(read(field.edge), 0.1, 0.9)
  const alpha = Math.max(0, Math.min(1, trust * ramp(share, 0.06, 0.92) + (1 - trust) * edge))
  for (let c = 0; c < 3; c++) {
    if (alpha >= 1 || alpha <= 0.004) continue
    const clean = (data[at + c]! - (1 - alpha) * b[c]!) / alpha
    const blend = Math.min(1, alpha * 1.5)
    data[at + c] = Math.max(0, Math.min(255, Math.round(blend * clean + (1 - blend) * f[c]!)))
  }
  data[at + 3] = Math.round((data[at + 3]! * alpha * 255) / 255)
}

const ramp = (value: number, low: number, high: number) =>
  Math.max(0, Math.min(1, (value - low) / (high - low)))
