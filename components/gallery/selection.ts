import { CHOSEN_MAX } from '@/lib/gallery/bounds'
import type { ResultView } from '@/lib/gallery/schema'

export type Chosen = ReadonlyMap<string, ResultView>

/** With these taken in, as far as one act can be about so many. `isCut`: some are left out. */
export function withAll(chosen: Chosen, results: readonly ResultView[]): { chosen: Chosen; isCut: boolean } {
  const next = new Map(chosen)
  let isCut = false
  for (const one of results) {
    if (next.size < CHOSEN_MAX || next.has(one.file.id)) next.set(one.file.id, one)
    else isCut = true
  }
  return { chosen: next, isCut }
}

/** Taken out. */
export function without(chosen: Chosen, one: ResultView): Chosen {
  const next = new Map(chosen)
  next.delete(one.file.id)
  return next
}
