/**
 * Minimum cut of a picture's pixels into subject and background (Boykov and Kolmogorov 2004): two search trees
 * grow from source and sink, meet in an augmenting path, and are repaired instead of being grown anew.
 * Nodes form a grid whose pixels are linked with their eight neighbours.
 */
export type Grid = {
  width: number
  height: number
  /** Per pixel: capacity from the source (above 0) or to the sink (below 0). */
  terminal: Float32Array
  /** Per pixel and direction (see `directions`): capacity to that neighbour; 0 over the picture's edge. */
  links: Float32Array
}

const FREE = 0
const SOURCE = 1
const SINK = 2
const ROOT = 8
const ORPHAN = 9
const NONE = 10

/** Offsets of the eight neighbours; direction d's opposite is 7 − d. */
export function directions(width: number): Int32Array {
  return Int32Array.of(-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
}

/** 1 for every pixel on the source's side of the minimum cut. `terminal` and `links` are used up. */
export function minimumCut({ width, height, terminal, links }: Grid): Uint8Array {
  const count = width * height
  const offset = directions(width)
  const tree = new Uint8Array(count)
  const parent = new Uint8Array(count).fill(NONE)
  const far = new Int32Array(count)
  const stamp = new Int32Array(count)
  const queued = new Uint8Array(count)
  // A ring large enough for every node once, since `queued` keeps a node from entering twice.
  const queue = new Int32Array(count + 1)
  let head = 0
  let tail = 0
  let time = 0
  const orphans: number[] = []

  const activate = (node: number) => {
    if (queued[node]) return
    queued[node] = 1
    queue[tail] = node
    tail = tail === count ? 0 : tail + 1
  }

  for (let node = 0; node < count; node++) {
    if (terminal[node] === 0) continue
    tree[node] = terminal[node]! > 0 ? SOURCE : SINK
    parent[node] = ROOT
    far[node] = 1
    activate(node)
  }

  /** Grows one active node; returns the node on the source side of a bridge times 8 plus direction, or −1. */
  const grow = (node: number): number => {
    const mine = tree[node]!
    for (let d = 0; d < 8; d++) {
      const other = node + offset[d]!
      const capacity = mine === SOURCE ? links[node * 8 + d]! : (links[other * 8 + 7 - d] ?? 0)
      if (!(capacity > 0)) continue
      if (tree[other] === FREE) {
        tree[other] = mine
        parent[other] = 7 - d
        stamp[other] = stamp[node]!
        far[other] = far[node]! + 1
        activate(other)
      } else if (tree[other] !== mine) {
        return mine === SOURCE ? node * 8 + d : other * 8 + 7 - d
      } else if (stamp[other]! <= stamp[node]! && far[other]! > far[node]!) {
        parent[other] = 7 - d
        stamp[other] = stamp[node]!
        far[other] = far[node]! + 1
      }
    }
    return -1
  }

  const augment = (bridge: number) => {
    const from = bridge >> 3
    const to = from + offset[bridge & 7]!
    let least = links[bridge]!
    let node = from
    for (; parent[node] !== ROOT; node += offset[parent[node]!]!) {
      least = Math.min(least, links[(node + offset[parent[node]!]!) * 8 + 7 - parent[node]!]!)
    }
    least = Math.min(least, terminal[node]!)
    for (node = to; parent[node] !== ROOT; node += offset[parent[node]!]!) {
      least = Math.min(least, links[node * 8 + parent[node]!]!)
    }
    least = Math.min(least, -terminal[node]!)
    links[bridge]! -= least
    links[to * 8 + 7 - (bridge & 7)]! += least
    node = drain(from, 1, least)
    terminal[node]! -= least
    if (terminal[node]! <= 0) orphan(node)
    node = drain(to, -1, least)
    terminal[node]! += least
    if (terminal[node]! >= 0) orphan(node)
  }

  /** Takes flow along the way from a node to its root, which it returns; `side` is 1 in the source's tree, else −1. */
  const drain = (start: number, side: number, flow: number): number => {
    let node = start
    while (parent[node] !== ROOT) {
      const up = node * 8 + parent[node]!
      const next = node + offset[parent[node]!]!
      const down = next * 8 + 7 - parent[node]!
      links[up]! += side * flow
      links[down]! -= side * flow
      if (links[side > 0 ? down : up]! <= 0) orphan(node)
      node = next
    }
    return node
  }

  const orphan = (node: number) => {
    parent[node] = ORPHAN
    orphans.push(node)
  }

  /** Steps to the root of `node`'s tree, or Infinity when its line ends in an orphan. */
  const rootDistance = (node: number): number => {
    let steps = 0
    let at = node
    for (;;) {
      if (stamp[at] === time) {
        steps += far[at]!
        break
      }
      const d = parent[at]!
      steps++
      if (d === ROOT) {
        stamp[at] = time
        far[at] = 1
        break
      }
      if (d >= ORPHAN) return Infinity
      at += offset[d]!
    }
    return steps
  }

  const adopt = (node: number) => {
    const mine = tree[node]!
    let best = NONE
    let bestSteps = Infinity
    for (let d = 0; d < 8; d++) {
      const other = node + offset[d]!
      const capacity = mine === SOURCE ? (links[other * 8 + 7 - d] ?? 0) : links[node * 8 + d]!
      if (!(capacity > 0) || tree[other] !== mine || parent[other]! >= ORPHAN) continue
      const steps = rootDistance(other)
      if (steps >= Infinity) continue
      if (steps < bestSteps) {
        best = d
        bestSteps = steps
      }
      let left = steps
      for (let at = other; stamp[at] !== time; at += offset[parent[at]!]!) {
        stamp[at] = time
        far[at] = left--
      }
    }
    parent[node] = best
    if (best !== NONE) {
      stamp[node] = time
      far[node] = bestSteps + 1
      return
    }
    for (let d = 0; d < 8; d++) {
      const other = node + offset[d]!
      if (tree[other] !== mine) continue
      const capacity = mine === SOURCE ? (links[other * 8 + 7 - d] ?? 0) : links[node * 8 + d]!
      if (capacity > 0) activate(other)
      if (parent[other] === 7 - d) orphan(other)
    }
    tree[node] = FREE
  }

  let current = -1
  for (;;) {
    if (current < 0 || tree[current] === FREE) {
      if (head === tail) break
      current = queue[head]!
      head = head === count ? 0 : head + 1
      queued[current] = 0
      if (tree[current] === FREE) {
        current = -1
        continue
      }
    }
    const bridge = grow(current)
    if (bridge < 0) {
      current = -1
      continue
    }
    time++
    augment(bridge)
    while (orphans.length) adopt(orphans.pop()!)
  }
  return tree.map((side) => (side === SOURCE ? 1 : 0))
}
