import { mediaUses } from '@/lib/catalog/places'
import { type MediaFacts, quote } from '@/lib/catalog/quote'
import type { ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'

/** Credits for one run; not `exact`: at most so many. */
export type RunPrice = { credits: number; exact: boolean }

type Input = Readonly<Record<string, unknown>>

/** What the files of a stored input measure, field by field. */
function factsOf(model: ModelView, input: Input, files: readonly FileView[]): MediaFacts {
  const uses = mediaUses(model, { ...input })
  const measured = (field: string, of: (file: FileView) => number | null): number[] | null => {
    const values = uses
      .filter((use) => use.field === field)
      .map(({ source }) => {
        const file = source.kind === 'file' ? files.find(({ id }) => id === source.id) : undefined
        return file ? of(file) : null
      })
    const known = values.filter((value) => value !== null)
    return known.length > 0 && known.length === values.length ? known : null
  }
  const total = (values: number[] | null) => values?.reduce((sum, value) => sum + value, 0) ?? null
  return {
    seconds: (field) =>
      total(measured(field, ({ durationMs }) => (durationMs === null ? null : durationMs / 1_000))),
    pixels: (field) =>
      total(measured(field, ({ width, height }) => (width && height ? width * height : null))),
    side: (field) => {
      const sides = measured(field, ({ width, height }) => (width && height ? Math.max(width, height) : null))
      return sides && Math.max(...sides)
    },
  }
}

/**
 * What a run with this input costs today; null where it cannot be told (no price, or the model asks for other settings
 * since).
 */
export function priceOfInput(model: ModelView, input: Input, files: readonly FileView[]): RunPrice | null {
  try {
    const found = quote(model, { ...input }, factsOf(model, input, files))
    return found.kind === 'price' ? { credits: found.hold / 1_000, exact: found.exact } : null
  } catch {
    // Settings of another day that meet no price of today: the server has the last word.
    return null
  }
}
