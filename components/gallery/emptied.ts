import { isFiltered, type Place } from './place'
import { countOf, type Section } from './sections'

/** What goes when the trash is emptied: so many results, all that were thrown away until then (ISO 8601). */
export type Emptied = { count: number; before: string }

/**
 * What "Empty the trash" is about; null: nothing, since what is shown is not the whole trash, or not known yet. The last
 * one that was thrown away lies on top and says until when: the server's own clock, and nothing that nobody has seen.
 */
export function emptiedBy(place: Place, sections: readonly Section[]): Emptied | null {
  if (!place.trash || place.board !== undefined || isFiltered(place)) return null
  const top = sections.flatMap(({ blocks }) => blocks ?? []).find(({ count }) => count > 0)
  const before = top?.results?.[0]?.trashedAt
  return before ? { count: countOf(sections), before } : null
}
