import type { Laid } from './layout'
import type { Section } from './sections'
import { findSpot } from './walk'

/** What somebody looks at, so that it stays where it is when something above it gets another height. */
export type Anchor =
  | { kind: 'result'; id: string; offset: number }
  | { kind: 'block'; month: string | null; block: number; part: number }
  | { kind: 'section'; month: string | null; part: number }

export type Page = { sections: readonly Section[]; laid: readonly Laid[]; tops: readonly number[] }

/** What lies at `y` (px from the top of everything). */
export function anchorAt({ sections, laid, tops }: Page, y: number): Anchor | null {
  const at = sectionAt(tops, y)
  const section = sections[at]
  const own = laid[at]
  const top = tops[at] ?? 0
  if (!section || !own) return null
  const line = own.lines.find((one) => one.kind !== 'day' && top + one.top + one.height > y)
  if (line?.kind === 'cells' && line.cells[0]) {
    return { kind: 'result', id: line.cells[0].result.file.id, offset: top + line.top - y }
  }
  if (line?.kind === 'gap' && line.block !== null) {
    return {
      kind: 'block',
      month: section.month,
      block: line.block,
      part: (y - top - line.top) / line.height,
    }
  }
  return { kind: 'section', month: section.month, part: own.height > 0 ? (y - top) / own.height : 0 }
}

/** Where an anchor is now; null: it is gone. */
export function placeOf(page: Page, anchor: Anchor): number | null {
  const { sections, laid, tops } = page
  if (anchor.kind === 'result') {
    const span = spanOf(page, anchor.id)
    return span && span.top - anchor.offset
  }
  const at = sections.findIndex(({ month }) => month === anchor.month)
  const own = laid[at]
  const top = tops[at]
  if (!own || top === undefined) return null
  if (anchor.kind === 'section') return top + anchor.part * own.height
  const gap = own.lines.find((line) => line.kind === 'gap' && line.block === anchor.block)
  if (gap) return top + gap.top + anchor.part * gap.height
  const results = sections[at]?.blocks?.[anchor.block]?.results
  const first = results?.[0] && spanOf(page, results[0].file.id)
  const end = results?.at(-1)
  const last = end && spanOf(page, end.file.id)
  return first && last ? first.top + anchor.part * (last.bottom - first.top) : null
}

/** From where to where the row of a result reaches. */
export function spanOf({ laid, tops }: Page, id: string): { top: number; bottom: number } | null {
  const spot = findSpot(laid, id)
  const line = spot && laid[spot.section]?.lines[spot.line]
  if (!spot || !line) return null
  const top = (tops[spot.section] ?? 0) + line.top
  return { top, bottom: top + line.height }
}

/** The last section that begins at or above `y`. */
export function sectionAt(tops: readonly number[], y: number): number {
  let at = tops.length - 1
  while (at > 0 && (tops[at] ?? 0) > y) at--
  return Math.max(0, at)
}
