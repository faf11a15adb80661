import type { ResultView } from '@/lib/gallery/schema'

/** Results that are fetched together. `results` is null until they are here. */
type Block = {
  /** The block begins after this one; null: at the section's start. */
  after: string | null
  /** It ends with this one; null: with the section. */
  last: string | null
  count: number
  results: readonly ResultView[] | null
}

/** A month, or the whole of a board or of the trash. Replaced, never changed, so that a layout knows what is new. */
export type Section = {
  /** `2026-11`; null: not by months. */
  month: string | null
  count: number
  /** Null until it is known where they end. */
  blocks: readonly Block[] | null
}

export const countOf = (sections: readonly Section[]) => sections.reduce((sum, { count }) => sum + count, 0)

/** A month that is no longer than one block needs nobody to say where blocks end. */
export const sectionOf = (month: string | null, count: number, most: number): Section => ({
  month,
  count,
  blocks: month !== null && count <= most ? [{ after: null, last: null, count, results: null }] : null,
})

/** The section with other results in one block; its count follows. The same section when it has no such block. */
export function withResults(section: Section, at: number, results: readonly ResultView[]): Section {
  if (!section.blocks?.[at]) return section
  const blocks = section.blocks.map((block, index) =>
    index === at ? { ...block, results, count: results.length } : block,
  )
  return { ...section, blocks, count: blocks.reduce((sum, block) => sum + block.count, 0) }
}

/** Each loaded result of a section changed, or (null) taken out. The same section when nothing is. */
export function mapResults(section: Section, change: (one: ResultView) => ResultView | null): Section {
  let next = section
  for (const [at, block] of (section.blocks ?? []).entries()) {
    if (!block.results) continue
    const results = block.results.flatMap((one) => change(one) ?? [])
    const isSame =
      results.length === block.results.length && results.every((one, n) => one === block.results?.[n])
    if (!isSame) next = withResults(next, at, results)
  }
  return next
}

const monthOf = ({ createdAt }: ResultView) => createdAt.slice(0, 7)

const knownIn = (sections: readonly Section[]) =>
  new Set(
    sections.flatMap(({ blocks }) =>
      (blocks ?? []).flatMap(({ results }) => results?.map(({ file }) => file.id) ?? []),
    ),
  )

/**
 * Whether the newest results of the server reach down to what is here, so that nothing lies unseen between. Where the top
 * is not here yet, whatever lies there comes with it.
 */
export function reachesDown(sections: readonly Section[], newest: readonly ResultView[]): boolean {
  const last = newest.at(-1)
  const [first] = sections
  if (!last || !first) return !last
  if (!first.blocks?.[0]?.results) return first.month !== null && monthOf(last) <= first.month
  const known = knownIn(sections)
  return newest.some(({ file }) => known.has(file.id))
}

const isNewer = (one: ResultView, other: ResultView) =>
  one.createdAt === other.createdAt ? one.file.id > other.file.id : one.createdAt > other.createdAt

/** The sections with results that came since, each in its place. Those that are here already are left out. */
export function withNewer(sections: readonly Section[], newer: readonly ResultView[]): Section[] {
  const known = knownIn(sections)
  const next = [...sections]
  for (const one of newer) {
    if (known.has(one.file.id)) continue
    const month = monthOf(one)
    const found = next.findIndex((section) => section.month !== null && section.month <= month)
    const at = found < 0 ? next.length : found
    const section = next[at]
    if (section?.month === month) next[at] = withNew(section, one)
    else {
      const blocks = [{ after: null, last: null, count: 1, results: [one] }]
      next.splice(at, 0, { month, count: 1, blocks })
    }
  }
  return next
}

/** With one more in its first block. What belongs below that, or into what is not here yet, comes with its own block. */
function withNew(section: Section, one: ResultView): Section {
  const blocks = section.blocks ?? []
  const top = blocks[0]?.results
  if (!top) return section
  const below = top.findIndex((other) => isNewer(one, other))
  if (below < 0 && blocks.length > 1) return section
  return withResults(section, 0, top.toSpliced(below < 0 ? top.length : below, 0, one))
}

/** Results of a section put before another one (null: at its end), among what is loaded. */
export function withMoved(section: Section, moved: readonly ResultView[], before: string | null): Section {
  const ids = new Set(moved.map(({ file }) => file.id))
  let next = mapResults(section, (one) => (ids.has(one.file.id) ? null : one))
  const blocks = next.blocks ?? []
  const found = blocks.findIndex(({ results }) => results?.some(({ file }) => file.id === before))
  const at = found < 0 ? blocks.length - 1 : found
  const results = blocks[at]?.results
  if (!results) return section
  const place = found < 0 ? results.length : results.findIndex(({ file }) => file.id === before)
  next = withResults(next, at, results.toSpliced(place, 0, ...moved))
  return next
}
