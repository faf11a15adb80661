import type { ResultView } from '@/lib/gallery/schema'
import type { Cell, Laid, Line } from './layout'

/** Where a result lies: its section, its line there, and its place in that. */
export type Spot = { section: number; line: number; cell: number }
export type Step = 'left' | 'right' | 'up' | 'down' | 'first' | 'last'

export const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
}

export function findSpot(all: readonly Laid[], id: string): Spot | null {
  for (const [section, laid] of all.entries()) {
    for (const [line, { kind, ...rest }] of laid.lines.entries()) {
      if (kind !== 'cells') continue
      const cell = (rest as { cells: readonly Cell[] }).cells.findIndex((one) => one.result.file.id === id)
      if (cell >= 0) return { section, line, cell }
    }
  }
  return null
}

const lineAt = (all: readonly Laid[], section: number, line: number): Line | undefined =>
  all[section]?.lines[line]

type Place = { section: number; line: number }

/** The next line of pictures in a direction; a gap ends the way: what is there has to be fetched first. */
function neighbour(all: readonly Laid[], spot: Place, by: 1 | -1): Place | 'gap' | null {
  let { section, line } = spot
  for (;;) {
    line += by
    while (line < 0 || line >= (all[section]?.lines.length ?? 0)) {
      section += by
      const laid = all[section]
      if (!laid) return null
      line = by > 0 ? 0 : laid.lines.length - 1
      if (laid.lines.length > 0) break
    }
    const found = lineAt(all, section, line)
    if (found?.kind === 'gap') return 'gap'
    if (found?.kind === 'cells') return { section, line }
  }
}

const middle = ({ left, width }: Cell) => left + width / 2

function nearest(cells: readonly Cell[], x: number): number {
  const distances = cells.map((cell) => Math.abs(middle(cell) - x))
  return distances.indexOf(Math.min(...distances))
}

/** Where a key leads from a spot; null: nowhere. */
export function walk(all: readonly Laid[], spot: Spot, step: Step): Spot | null {
  const here = lineAt(all, spot.section, spot.line)
  if (here?.kind !== 'cells') return null
  if (step === 'first') return { ...spot, cell: 0 }
  if (step === 'last') return { ...spot, cell: here.cells.length - 1 }
  if (step === 'left' && spot.cell > 0) return { ...spot, cell: spot.cell - 1 }
  if (step === 'right' && spot.cell < here.cells.length - 1) return { ...spot, cell: spot.cell + 1 }
  const next = neighbour(all, spot, step === 'left' || step === 'up' ? -1 : 1)
  if (!next || next === 'gap') return null
  const line = lineAt(all, next.section, next.line)
  if (line?.kind !== 'cells') return null
  if (step === 'left') return { ...next, cell: line.cells.length - 1 }
  if (step === 'right') return { ...next, cell: 0 }
  const from = here.cells[spot.cell]
  return { ...next, cell: from ? nearest(line.cells, middle(from)) : 0 }
}

/** A loaded result. */
export function resultAt(all: readonly Laid[], id: string): ResultView | null {
  const spot = findSpot(all, id)
  const line = spot && lineAt(all, spot.section, spot.line)
  return (line?.kind === 'cells' && spot && line.cells[spot.cell]?.result) || null
}

/** The result right before or after another one; `gap`: that is not here yet; null: there is none. */
export function beside(all: readonly Laid[], id: string, by: 1 | -1): ResultView | 'gap' | null {
  const spot = findSpot(all, id)
  const here = spot && lineAt(all, spot.section, spot.line)
  if (!spot || here?.kind !== 'cells') return 'gap'
  const cell = here.cells[spot.cell + by]
  if (cell) return cell.result
  const next = neighbour(all, spot, by)
  if (!next || next === 'gap') return next
  const line = lineAt(all, next.section, next.line)
  return (line?.kind === 'cells' && line.cells.at(by > 0 ? 0 : -1)?.result) || null
}

/** All loaded results in their order. */
export const resultsOf = (all: readonly Laid[]): ResultView[] =>
  all.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'cells' ? line.cells.map(({ result }) => result) : [])),
  )

/** Who comes next when some go: the first after this one that stays, else the last before it; null: nobody stays. */
export function heirOf(all: readonly Laid[], id: string, gone: readonly ResultView[]): string | null {
  const going = new Set(gone.map(({ file }) => file.id))
  const ids = resultsOf(all).map(({ file }) => file.id)
  const at = ids.indexOf(id)
  const stays = (one: string) => !going.has(one)
  return ids.slice(Math.max(0, at)).find(stays) ?? ids.slice(0, Math.max(0, at)).findLast(stays) ?? null
}
