import type { ResultView } from '@/lib/gallery/schema'
import type { GalleryStore } from './gallery-store'
import type { Section } from './sections'

/** Results in the order of the page. `isCut`: there are more than so many. */
export type Range = { results: ResultView[]; isCut: boolean }

type Store = Pick<GalleryStore, 'snapshot' | 'wantBlocks' | 'wantResults'>
/** A block, or (null) a section whose blocks are not known. */
type Piece = { month: string | null; block: number | null; results: readonly ResultView[] | null }

/**
 * All results from one to another, both included; what is not here yet is fetched first.
 * @param from null: from the very first; @param to null: to the very last
 * @param most no more than so many, those next to `from`
 * @returns null: the server did not answer, or one of the two is gone.
 */
export async function gather(
  store: Store,
  from: string | null,
  to: string | null,
  most: number,
): Promise<Range | null> {
  for (;;) {
    const { sections } = store.snapshot()
    const found = collect(piecesOf(sections), from, to, most)
    if (!found || !('month' in found)) return found
    const { month, block } = found
    const isHere = await (block === null ? store.wantBlocks(month) : store.wantResults(month, block))
    if (!isHere || store.snapshot().sections === sections) return null
  }
}

const piecesOf = (sections: readonly Section[]): Piece[] =>
  sections.flatMap(
    ({ month, blocks }): Piece[] =>
      blocks?.map(({ results }, block) => ({ month, block, results })) ?? [
        { month, block: null, results: null },
      ],
  )

/** What was asked for, or the first piece of it that is not here yet. */
function collect(
  pieces: readonly Piece[],
  from: string | null,
  to: string | null,
  most: number,
): Range | Piece | null {
  const first = from === null ? { piece: 0, at: 0 } : spotOf(pieces, from)
  const last = to === null ? { piece: pieces.length - 1, at: Number.POSITIVE_INFINITY } : spotOf(pieces, to)
  if (!first || !last) return null
  const isBack = first.piece > last.piece || (first.piece === last.piece && first.at > last.at)
  const [low, high] = isBack ? [last, first] : [first, last]
  const results: ResultView[] = []
  const way = pieces.slice(low.piece, high.piece + 1).map((piece, n) => ({ piece, n: low.piece + n }))
  for (const { piece, n } of isBack ? way.toReversed() : way) {
    if (!piece.results) return piece
    const own = piece.results.slice(
      n === low.piece ? low.at : 0,
      n === high.piece ? high.at + 1 : piece.results.length,
    )
    results.push(...(isBack ? own.toReversed() : own))
    if (results.length > most) break
  }
  const near = results.slice(0, most)
  return { results: isBack ? near.toReversed() : near, isCut: results.length > most }
}

function spotOf(pieces: readonly Piece[], id: string): { piece: number; at: number } | null {
  for (const [piece, { results }] of pieces.entries()) {
    const at = results?.findIndex(({ file }) => file.id === id) ?? -1
    if (at >= 0) return { piece, at }
  }
  return null
}
