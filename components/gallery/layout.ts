import type { ResultView } from '@/lib/gallery/schema'
import type { Section } from './sections'

export type Cell = { result: ResultView; left: number; width: number }
export type Line =
  | { kind: 'day'; top: number; height: number; day: string; count: number | null }
  | { kind: 'cells'; top: number; height: number; cells: readonly Cell[] }
  /** Results that are not here yet: of one block, or (null) of a section whose blocks are not known. */
  | { kind: 'gap'; top: number; height: number; block: number | null }

export type Shape = {
  width: number
  /** How high a row would like to be (px). */
  row: number
  gap: number
  /** Height of a day's heading; 0: none. */
  day: number
}

export type Laid = { height: number; lines: readonly Line[] }

/** Width by height, within what a row can show. Sounds are wide, texts are square. */
export function aspectOf({ file }: ResultView): number {
  if (file.kind === 'audio') return 1.6
  if (!file.width || !file.height) return 1
  return Math.min(2.6, Math.max(0.5, file.width / file.height))
}

/** What pictures are on the average: three by two, upright and square ones mixed. */
const USUAL_ASPECT = 1.2

/** About how much room so many results take. */
export function estimated(count: number, { width, row, gap }: Shape): number {
  const perRow = Math.max(1, (width + gap) / (row * USUAL_ASPECT + gap))
  return Math.ceil(count / perRow) * (row + gap)
}

type Group = { day: string | null; results: ResultView[] }

/** Lays a section out: headings, rows of equal height that fill the width, and the room of what is not here yet. */
export function layOut(section: Section, shape: Shape, dayOf: (result: ResultView) => string): Laid {
  const lines: Line[] = []
  let top = 0
  const push = (line: Line) => {
    lines.push(line)
    top += line.height
  }
  let group: Group | null = null
  let isBegun = true
  const flush = (isEnded: boolean) => {
    if (!group || group.results.length === 0) return
    if (shape.day > 0) {
      const count = isEnded && isBegun ? group.results.length : null
      push({ kind: 'day', top, height: shape.day, day: group.day ?? '', count })
    }
    for (const row of rowsOf(group.results, shape)) push({ kind: 'cells', top, ...row })
    group = null
  }
  if (!section.blocks) {
    push({ kind: 'gap', top, height: estimated(section.count, shape), block: null })
    return { height: top, lines }
  }
  for (const [at, block] of section.blocks.entries()) {
    if (!block.results) {
      flush(false)
      isBegun = false
      push({ kind: 'gap', top, height: estimated(block.count, shape), block: at })
      continue
    }
    for (const result of block.results) {
      const day = shape.day > 0 ? dayOf(result) : null
      if (group && group.day !== day) {
        flush(true)
        isBegun = true
      }
      group ??= { day, results: [] }
      group.results.push(result)
    }
  }
  flush(true)
  return { height: top, lines }
}

/** Rows as near to the wished height as the pictures allow; the last one keeps it. Heights include the gap below. */
export function rowsOf(
  results: readonly ResultView[],
  { width, row, gap }: Shape,
): { height: number; cells: Cell[] }[] {
  const rows: { height: number; cells: Cell[] }[] = []
  let begun = 0
  let sum = 0
  const close = (end: number, height: number) => {
    let left = 0
    const cells = results.slice(begun, end).map((result) => {
      const cell = { result, left, width: aspectOf(result) * height }
      left += cell.width + gap
      return cell
    })
    rows.push({ height: height + gap, cells })
    begun = end
    sum = 0
  }
  for (const [at, result] of results.entries()) {
    const aspect = aspectOf(result)
    const count = at - begun
    const without = sum > 0 ? (width - gap * (count - 1)) / sum : Number.POSITIVE_INFINITY
    const withIt = (width - gap * count) / (sum + aspect)
    // The row is full when one more would make it lower than wished by more than it is higher now.
    if (withIt < row && row - withIt > without - row) close(at, without)
    sum += aspect
  }
  if (sum > 0) {
    const height = (width - gap * (results.length - begun - 1)) / sum
    close(results.length, Math.min(row, height))
  }
  return rows
}
