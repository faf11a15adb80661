import 'server-only'
import { type MediaFacts, type Priced, quote } from '@/lib/catalog/quote'
import type { Price, Units } from '@/lib/catalog/schema'
import { invalid, type Refusal } from '@/lib/refusal'
import type { FileRow } from './media'
import type { JobRow } from './view'

/**
 * What is held for a job (thousandths), and for how many units where the price depends on what comes out.
 * Refusal: no price is known for these settings, or it has no upper bound.
 */
export function priceJob(
  model: Priced,
  input: Record<string, unknown>,
  facts: MediaFacts,
): Pick<JobRow, 'hold' | 'units'> | Refusal {
  const quoted = quote(model, input, facts)
  if (quoted.kind === 'price') return { hold: quoted.hold, units: quoted.exact ? null : quoted.units }
  const field = quoted.field ?? 'model'
  return invalid({ [field]: { key: quoted.kind === 'unbounded' ? 'price_unbounded' : 'price_unknown' } })
}

/**
 * What a done job is charged: what was held, in proportion when some of several outputs are gone for good (M6). Where
 * the price depends on what comes out it is the least of that and what KIE says it charged, else what was made (M5).
 */
export function chargeFor(
  job: Pick<JobRow, 'hold' | 'units'>,
  price: Price | null,
  made: { kept: number; promised: number; consumed: number | null; files: readonly FileRow[] },
): number {
  const share = (amount: number) => Math.min(job.hold, Math.ceil((amount * made.kept) / made.promised))
  if (job.units === null) return share(job.hold)
  if (made.consumed !== null) return share(made.consumed)
  const units = price ? unitsMade(price.units, made.files) : null
  return units === null ? share(job.hold) : Math.min(job.hold, Math.ceil((job.hold * units) / job.units))
}

/** Units of the price that the stored results are; null: they do not tell. */
function unitsMade(units: Units, files: readonly FileRow[]): number | null {
  switch (units.kind) {
    case 'count':
      return files.length
    case 'seconds':
      // What was given may be due as well, and the results do not tell how long that was.
      return units.plus === undefined ? lengthOf(files, 1) : null
    case 'frames':
      return lengthOf(files, 1)
    case 'given-seconds':
      return units.times === 1 ? lengthOf(files, units.unit) : null
    case 'megapixels':
      return total(files, ({ width, height }) => width && height && Math.max(1, (width * height) / 1_000_000))
    case 'one':
    case 'characters':
      return null
  }
}

function lengthOf(files: readonly FileRow[], unit: number): number | null {
  const seconds = total(files, ({ durationMs }) => durationMs && durationMs / 1000)
  return seconds === null ? null : Math.ceil(seconds / unit)
}

function total(files: readonly FileRow[], measure: (file: FileRow) => number | null): number | null {
  const known = files.map(measure).filter((one) => one !== null)
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null
}
