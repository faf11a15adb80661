import 'server-only'
import { type MediaFacts, type Priced, quote } from '@/lib/catalog/quote'
import type { Price, Units } from '@/lib/catalog/schema'
import type { Offer } from '@/lib/catalog/terms'
import { floorThousandths, proportion, toCredits } from '@/lib/credits/amount'
import { invalid, Refusal } from '@/lib/refusal'
import type { FileRow } from './media'
import type { JobRow } from './view'

/** What a job keeps of the day it was asked for, so that no later rule changes it. Amounts in thousandths. */
export type JobPrice = Pick<JobRow, 'hold' | 'units' | 'ruleId' | 'factor' | 'listPrice'>

/** The factor of a rule (thousandths) under which people pay what KIE does. */
export const KIE_FACTOR = 1_000

/**
 * What is held for a job, for how many units where the price depends on what comes out, and the rule that led to it.
 * Refusal: no price is known for these settings, or it has no upper bound.
 */
export function priceJob(
  fields: Priced['fields'],
  { price, list, standing }: Offer,
  input: Record<string, unknown>,
  facts: MediaFacts,
): JobPrice | Refusal {
  const quoted = quote({ fields, price }, input, facts)
  if (quoted.kind !== 'price') {
    const field = quoted.field ?? 'model'
    return invalid({ [field]: { key: quoted.kind === 'unbounded' ? 'price_unbounded' : 'price_unknown' } })
  }
  const { hold, exact, units } = quoted
  const listed = standing ? quote({ fields, price: list }, input, facts) : quoted
  return {
    hold,
    units: exact ? null : units,
    ruleId: standing?.id ?? null,
    factor: standing?.rule.kind === 'times' ? standing.rule.factor : KIE_FACTOR,
    listPrice: listed.kind === 'price' ? listed.hold : null,
  }
}

/** Above what was shown to the person: refused, with what it costs now. `most` in credits. */
export function dearer({ hold }: JobPrice, most: number | undefined): Refusal | null {
  if (most === undefined || hold <= floorThousandths(most)) return null
  const price = toCredits(hold)
  return new Refusal('price_changed', { values: { price, shown: most }, price })
}

/**
 * What a done job is charged: what was held, in proportion when some of several outputs are gone for good (M6). Where
 * the price depends on what comes out it is the least of that and, under the job's rule, of what KIE says it charged,
 * else of what was made (M5).
 */
export function chargeFor(
  job: Pick<JobRow, 'hold' | 'units' | 'factor'>,
  price: Price | null,
  made: { kept: number; promised: number; consumed: number | null; files: readonly FileRow[] },
): number {
  const share = (amount: number) => Math.min(job.hold, proportion(amount, made.kept, made.promised))
  if (job.units === null) return share(job.hold)
  if (made.consumed !== null) return share(proportion(made.consumed, job.factor, KIE_FACTOR))
  const units = price ? unitsMade(price.units, made.files) : null
  return units === null
    ? share(job.hold)
    : Math.min(job.hold, proportion(job.hold, millionths(units), Math.max(1, millionths(job.units))))
}

/** Units are whole, or of pixels, whose sixth place is the last. */
const millionths = (units: number) => Math.round(units * 1_000_000)

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
