import type { Superpixels } from './superpixels.ts'

const COLOUR_REACH = 10
const PLACE_REACH = 0.4
const SMALLEST_LINK = 0.1

/**
 * How likely each patch belongs to the subject, 0 to 1: robust background detection (Zhu 2014). A region that
 * runs along the picture's border is background; what differs from the background nearby is subject; a least
 * squares fit makes neighbours of like colour agree.
 */
export function saliency(patches: Superpixels, width: number, height: number): Float32Array {
  const graph = neighbours(patches, width, height)
  const colour = colourDistances(patches)
  const background = backgroundness(patches, graph, colour)
  const foreground = contrast(patches, colour, background, Math.max(width, height))
  return agree(patches.count, graph, colour, background, foreground)
}

type Graph = { next: number[][]; border: number[] }

function neighbours(patches: Superpixels, width: number, height: number): Graph {
  const sets = Array.from({ length: patches.count }, () => new Set<number>())
  const border = new Set<number>()
  const join = (p: number, q: number) => {
    if (p === q) return
    sets[p]!.add(q)
    sets[q]!.add(p)
  }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const p = patches.of[i]!
      if (x + 1 < width) join(p, patches.of[i + 1]!)
      if (y + 1 < height) join(p, patches.of[i + width]!)
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border.add(p)
    }
  }
  return { next: sets.map((set) => [...set]), border: [...border] }
}

function colourDistances({ count, l, a, b }: Superpixels): Float32Array {
  const distances = new Float32Array(count * count)
  for (let p = 0; p < count; p++) {
    for (let q = p + 1; q < count; q++) {
      const d = Math.hypot(l[p]! - l[q]!, a[p]! - a[q]!, b[p]! - b[q]!)
      distances[p * count + q] = d
      distances[q * count + p] = d
    }
  }
  return distances
}

/** 1 where a patch's own kind of colour, followed over neighbours, lies mostly along the border. */
function backgroundness({ count }: Superpixels, graph: Graph, colour: Float32Array): Float32Array {
  const onBorder = new Set(graph.border)
  const links = graph.next.map((next, p) =>
    onBorder.has(p) ? [...new Set([...next, ...graph.border])] : next,
  )
  const usual = links.map((next, p) =>
    Math.min(...next.map((q) => (q === p ? Infinity : colour[p * count + q]!))),
  )
  const slack = usual.reduce((sum, d) => sum + (Number.isFinite(d) ? d : 0), 0) / count
  const result = new Float32Array(count)
  const far = new Float32Array(count)
  const settled = new Uint8Array(count)
  for (let start = 0; start < count; start++) {
    shortestPaths(start, count, links, colour, slack, far, settled)
    let area = 0
    let length = 0
    for (let q = 0; q < count; q++) {
      const near = Math.exp(-(far[q]! ** 2) / (2 * COLOUR_REACH ** 2))
      area += near
      if (onBorder.has(q)) length += near
    }
    const connectivity = length / Math.sqrt(area)
    result[start] = 1 - Math.exp(-(connectivity ** 2) / 2)
  }
  return result
}

/** Dijkstra without a heap: the graph has a few hundred nodes. */
function shortestPaths(
  start: number,
  count: number,
  links: number[][],
  colour: Float32Array,
  slack: number,
  far: Float32Array,
  settled: Uint8Array,
) {
  far.fill(Infinity)
  settled.fill(0)
  far[start] = 0
  for (;;) {
    let p = -1
    let best = Infinity
    for (let q = 0; q < count; q++) {
      if (!settled[q] && far[q]! < best) {
        best = far[q]!
        p = q
      }
    }
    // Beyond three reaches a patch adds nothing to area or length.
    if (p < 0 || best > 3.5 * COLOUR_REACH) return
    settled[p] = 1
    for (const q of links[p]!) {
      const d = best + Math.max(0, colour[p * count + q]! - slack)
      if (d < far[q]!) far[q] = d
    }
  }
}

function contrast(
  patches: Superpixels,
  colour: Float32Array,
  background: Float32Array,
  side: number,
): Float32Array {
  const { count, x, y } = patches
  const result = new Float32Array(count)
  let most = 1e-6
  for (let p = 0; p < count; p++) {
    let sum = 0
    for (let q = 0; q < count; q++) {
      const place = ((x[p]! - x[q]!) ** 2 + (y[p]! - y[q]!) ** 2) / side ** 2
      sum += colour[p * count + q]! * Math.exp(-place / (2 * PLACE_REACH ** 2)) * background[q]!
    }
    result[p] = sum
    most = Math.max(most, sum)
  }
  return result.map((value) => value / most)
}

/** Minimises Σ bg·s² + Σ fg·(s − 1)² + Σ w·(sᵢ − sⱼ)² by conjugate gradients. */
function agree(
  count: number,
  graph: Graph,
  colour: Float32Array,
  bg: Float32Array,
  fg: Float32Array,
): Float32Array {
  const weights = graph.next.map((next, p) =>
    next.map((q) => Math.exp(-(colour[p * count + q]! ** 2) / (2 * COLOUR_REACH ** 2)) + SMALLEST_LINK),
  )
  const times = (s: Float64Array) => {
    const out = new Float64Array(count)
    for (let p = 0; p < count; p++) {
      let sum = (bg[p]! + fg[p]!) * s[p]!
      const next = graph.next[p]!
      for (let k = 0; k < next.length; k++) sum += weights[p]![k]! * (s[p]! - s[next[k]!]!)
      out[p] = sum
    }
    return out
  }
  const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, k) => sum + value * v[k]!, 0)
  const s = new Float64Array(count)
  const rest = Float64Array.from(fg)
  let way = Float64Array.from(rest)
  let size = dot(rest, rest)
  for (let round = 0; round < 300 && size > 1e-9; round++) {
    const image = times(way)
    const pace = size / dot(way, image)
    for (let k = 0; k < count; k++) {
      s[k]! += pace * way[k]!
      rest[k]! -= pace * image[k]!
    }
    const now = dot(rest, rest)
    way = way.map((value, k) => rest[k]! + (now / size) * value)
    size = now
  }
  const least = Math.min(...s)
  const most = Math.max(...s)
  return Float32Array.from(s, (value) => (value - least) / Math.max(1e-6, most - least))
}
