import type { ResultView } from '@/lib/gallery/schema'
import type { Laid } from './layout'
import { beside, resultsOf } from './walk'

/** Results of a board that go together, in the board's order, to before another one; null: to its end. */
export type Move = { results: readonly ResultView[]; before: string | null }

const idsOf = (results: readonly ResultView[]) => new Set(results.map(({ file }) => file.id))

/** In the board's order, whichever was chosen first. Null: some of them are not here, so their order is not known. */
function inOrder(all: readonly Laid[], chosen: readonly ResultView[]): [ResultView, ...ResultView[]] | null {
  const ids = idsOf(chosen)
  const [first, ...rest] = resultsOf(all).filter(({ file }) => ids.has(file.id))
  return first && rest.length + 1 === ids.size ? [first, ...rest] : null
}

/** One place towards the board's beginning or end. Null: there is no such place, or what lies there is not here yet. */
export function stepped(all: readonly Laid[], chosen: readonly ResultView[], by: -1 | 1): Move | null {
  const results = inOrder(all, chosen)
  if (!results) return null
  const edge = by < 0 ? results[0] : (results.at(-1) ?? results[0])
  const next = beside(all, edge.file.id, by)
  if (!next || next === 'gap') return null
  const before = by < 0 ? next : beside(all, next.file.id, 1)
  return before === 'gap' ? null : { results, before: before?.file.id ?? null }
}

/**
 * To where they are let go: before or after another result, which may be one of them.
 * Null: they lie there already, or what comes after is not here yet.
 */
export function dropped(
  all: readonly Laid[],
  chosen: readonly ResultView[],
  over: string,
  isAfter: boolean,
): Move | null {
  const results = inOrder(all, chosen)
  if (!results) return null
  const own = idsOf(results)
  const flat = resultsOf(all)
  let at = flat.findIndex(({ file }) => file.id === over)
  let before = flat[at] ?? null
  if (isAfter || own.has(over)) {
    while (own.has(flat[at + 1]?.file.id ?? '')) at++
    const found = beside(all, flat[at]?.file.id ?? over, 1)
    if (found === 'gap') return null
    before = found
  }
  const move = { results, before: before?.file.id ?? null }
  return isThere(flat, move) ? null : move
}

/** Whether nothing lies between them, nor between them and what they are to lie before. */
function isThere(flat: readonly ResultView[], { results, before }: Move): boolean {
  const start = flat.findIndex(({ file }) => file.id === results[0]?.file.id)
  const isTogether = results.every((one, at) => flat[start + at] === one)
  return isTogether && (flat[start + results.length]?.file.id ?? null) === before
}
