import { CHOSEN_MAX } from '@/lib/gallery/bounds'
import type { ResultView } from '@/lib/gallery/schema'

export type Chosen = ReadonlyMap<string, ResultView>

/** With these taken in, as far as one act can be about so many. */
export function withAll(chosen: Chosen, results: readonly ResultView[]): Chosen {
  const next = new Map(chosen)
  for (const one of results) if (next.size < CHOSEN_MAX) next.set(one.file.id, one)
  return next
}

/** Taken in, or out when it was in. */
export function toggled(chosen: Chosen, one: ResultView): Chosen {
  if (!chosen.has(one.file.id)) return withAll(chosen, [one])
  const next = new Map(chosen)
  next.delete(one.file.id)
  return next
}
