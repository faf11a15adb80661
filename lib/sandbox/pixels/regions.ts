import type { Lab } from './lab.ts'

/** Smallest share of the largest piece that a further piece must have to stay. */
const PIECE = 0.06
/** Working pixels by which a leak may be wide. */
const LEAK = 2
const HOLE_SHARE = 0.0004
/** Colours nearer than this, in Lab units, count as the same. */
const SAME = 12

type Pieces = { of: Int32Array; sizes: number[]; border: number[]; contour: number[] }

/** Keeps the subject's main pieces and closes the gaps in it through which no background is seen. */
export function tidy(mask: Uint8Array, lab: Lab, salient: Float32Array, plain: boolean): Uint8Array {
  const { width, height } = lab
  const kept = mainPieces(mask, width, height, salient)
  return closeHoles(kept, lab, plain)
}

/** Leaves out specks, and scenery that runs into the picture from its border. */
export function mainPieces(
  mask: Uint8Array,
  width: number,
  height: number,
  salient: Float32Array,
): Uint8Array {
  const pieces = label(mask, 1, width, height)
  const weight = new Float64Array(pieces.sizes.length)
  pieces.of.forEach((piece, i) => {
    if (piece < 0) return
    const x = (2 * (i % width)) / width - 1
    const y = (2 * Math.floor(i / width)) / height - 1
    weight[piece]! += (0.2 + salient[i]!) * Math.exp(-(x * x + y * y) / 0.9)
  })
  const most = Math.max(0, ...weight)
  // A piece that hangs on the border is more likely scenery than subject.
  const stays = pieces.sizes.map((size, k) => {
    const scenery = pieces.border[k]! > 0.12 * pieces.contour[k]! ? 5 : 1
    return weight[k]! >= PIECE * scenery * most && size > 0
  })
  return mask.map((side, i) => (side && stays[pieces.of[i]!] ? 1 : 0))
}

function closeHoles(mask: Uint8Array, lab: Lab, plain: boolean): Uint8Array {
  const { width, height } = lab
  // Looked for behind a slightly widened subject, so that a thin leak does not make a gap part of the outside.
  const holes = label(plain ? mask : widened(mask, width, LEAK), 0, width, height)
  const outside = holes.sizes.indexOf(Math.max(...holes.sizes))
  const sharpness = contourSharpness(holes, mask, lab)
  const smallest = HOLE_SHARE * width * height
  const close = holes.sizes.map((size, k) => {
    if (k === outside) return false
    if (size < smallest) return true
    if (holes.border[k]! > 0.4 * holes.contour[k]!) return false
    if (plain) return holes.border[k] === 0 && sharpness[k]! < 0.5 * sharpness[outside]!
    return !showsBackground(k, outside, holes.of, lab)
  })
  const closed = mask.map((_, i) => (close[holes.of[i]!] ? 1 : 0))
  const filled = plain ? closed : widened(closed, width, LEAK)
  return mask.map((side, i) => side | filled[i]!)
}

function widened(mask: Uint8Array, width: number, by: number): Uint8Array {
  let result = mask
  for (let round = 0; round < by; round++) {
    const before = result
    result = before.map((side, i) => {
      const x = i % width
      return side ||
        (x > 0 && before[i - 1]) ||
        (x < width - 1 && before[i + 1]) ||
        before[i - width] ||
        before[i + width]
        ? 1
        : 0
    })
  }
  return result
}

/** Mean change of colour across each region's contour: a true gap is framed by edges, a false one is not. */
function contourSharpness(pieces: Pieces, mask: Uint8Array, { width, height, l, a, b }: Lab): number[] {
  const sums = pieces.sizes.map(() => [0, 0])
  for (let y = 1, i = width; y < height - 1; y++, i = y * width) {
    for (let x = 1; x < width - 1; x++) {
      const at = i + x
      const piece = pieces.of[at]!
      if (piece < 0) continue
      for (const step of [-1, 1, -width, width]) {
        if (!mask[at + step]) continue
        const far = at + step + (at + 2 * step >= 0 && at + 2 * step < mask.length ? step : 0)
        sums[piece]![0]! += Math.min(30, Math.hypot(l[at]! - l[far]!, a[at]! - a[far]!, b[at]! - b[far]!))
        sums[piece]![1]!++
      }
    }
  }
  return sums.map(([sum, count]) => (count ? sum! / count : 0))
}

/** Whether a gap's mean colour is one of those that much of the outside has. */
function showsBackground(hole: number, outside: number, of: Int32Array, { l, a, b }: Lab): boolean {
  const mean = [0, 0, 0]
  let size = 0
  of.forEach((piece, i) => {
    if (piece !== hole) return
    mean[0]! += l[i]!
    mean[1]! += a[i]!
    mean[2]! += b[i]!
    size++
  })
  let like = 0
  let all = 0
  of.forEach((piece, i) => {
    if (piece !== outside) return
    all++
    if (Math.hypot(l[i]! - mean[0]! / size, a[i]! - mean[1]! / size, b[i]! - mean[2]! / size) < SAME) like++
  })
  return like > 0.22 * all
}

/** Connected regions of `side` (over four neighbours), with size, border pixels and contour length of each. */
function label(mask: Uint8Array, side: number, width: number, height: number): Pieces {
  const of = new Int32Array(mask.length).fill(-1)
  const queue = new Int32Array(mask.length)
  const pieces: Pieces = { of, sizes: [], border: [], contour: [] }
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== side || of[start] !== -1) continue
    const piece = pieces.sizes.length
    let [tail, border, contour] = [1, 0, 0]
    queue[0] = start
    of[start] = piece
    for (let head = 0; head < tail; head++) {
      const i = queue[head]!
      const x = i % width
      if (x === 0 || x === width - 1 || i < width || i >= width * (height - 1)) border++
      const next = [
        x > 0 ? i - 1 : -1,
        x < width - 1 ? i + 1 : -1,
        i - width,
        i < width * (height - 1) ? i + width : -1,
      ]
      let edge = false
      for (const n of next) {
        if (n < 0 || mask[n] !== side) edge = true
        else if (of[n] === -1) {
          of[n] = piece
          queue[tail++] = n
        }
      }
      if (edge) contour++
    }
    pieces.sizes.push(tail)
    pieces.border.push(border)
    pieces.contour.push(contour)
  }
  return pieces
}
