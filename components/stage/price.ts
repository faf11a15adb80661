import { mediaFacts } from '@/lib/catalog/media-facts'
import { type MediaUse, mediaUses } from '@/lib/catalog/places'
import { type MediaFacts, quoteIfWhole } from '@/lib/catalog/quote'
import type { ModelView } from '@/lib/catalog/view'
import { toCredits } from '@/lib/credits/amount'
import type { FileView } from '@/lib/files/schema'

/** Credits for one run; not `exact`: at most so many. */
export type RunPrice = { credits: number; exact: boolean }

type Input = Readonly<Record<string, unknown>>

/** What is known of the files of a stored input. */
function factsOf(model: ModelView, input: Input, files: readonly FileView[]): MediaFacts {
  const uses = mediaUses(model, { ...input })
  const fileOf = ({ source }: MediaUse) =>
    source.kind === 'file' ? (files.find(({ id }) => id === source.id) ?? null) : null
  return mediaFacts((field) => uses.filter((use) => use.field === field).map(fileOf))
}

/**
 * What a run with this input costs today; null where it cannot be told (no price, or the model asks for other settings
 * since).
 */
export function priceOfInput(model: ModelView, input: Input, files: readonly FileView[]): RunPrice | null {
  const found = quoteIfWhole(model, { ...input }, factsOf(model, input, files))
  return found?.kind === 'price' ? { credits: toCredits(found.hold), exact: found.exact } : null
}
