import { type Asked, buildInput } from '@/lib/catalog/build-input'
import { mediaFacts } from '@/lib/catalog/media-facts'
import { type MediaFacts, type Quote, quoteIfWhole } from '@/lib/catalog/quote'
import type { WireValue } from '@/lib/catalog/schema'
import type { FieldView, ModelView } from '@/lib/catalog/view'
import { Refusal } from '@/lib/refusal'
import type { Desk } from './desk'
import { askedFields, batchField, collect, filesIn, textsOf } from './fields'
import type { FormState, Values } from './form-store'
import { isOut } from './media-item'

/** One job that a press would start: its input, and what is known of its files. */
export type Planned = { input: Record<string, unknown>; facts: MediaFacts }

/** The part of a view that `buildInput` reads. */
export const askedOf = (model: ModelView): Asked => ({
  fields: model.fields,
  aliases: model.fieldAliases,
  variants: model.variants,
  rules: model.rules,
})

/** Files of a batch that stay behind: they break a limit or did not arrive. */
export const leftOut = (ids: readonly string[], desk: Pick<Desk, 'get'>) =>
  ids.filter((id) => isOut(desk.get(id)))

/** What is known of the files of each top-level field. */
const factsOf = (fields: readonly FieldView[], values: Values, desk: Pick<Desk, 'get'>): MediaFacts =>
  mediaFacts((name) => {
    const field = fields.find((one) => one.name === name)
    return field ? filesIn(field, values[name]).map((id) => desk.get(id) ?? null) : []
  })

/**
 * The jobs that a press would start: one for each file of a batch, all of them as often as asked. A file on its way
 * goes under its id in the form, which has the shape of a file's id.
 */
export function plan(
  model: ModelView,
  { variant, values, runs }: Pick<FormState, 'variant' | 'values' | 'runs'>,
  desk: Pick<Desk, 'get'>,
): Planned[] {
  const fields = askedFields(model, variant, values)
  const file = (id: string) => desk.get(id)?.fileId ?? id
  const planned = (own: Values) => ({
    input: collect(fields, own, file),
    facts: factsOf(fields, own, desk),
  })
  const batch = batchField(fields)
  const ids = batch ? textsOf(values[batch.name]).filter((id) => !isOut(desk.get(id))) : []
  const once =
    batch && ids.length > 0
      ? ids.map((id) => planned({ ...values, [batch.name]: [id] }))
      : [planned(batch ? { ...values, [batch.name]: undefined } : values)]
  return Array.from({ length: runs }, () => once).flat()
}

/** What one planned job costs, settings rounded as they will be sent; before all is filled in, by what is there. */
export function priceOf(model: ModelView, { input, facts }: Pick<Planned, 'input' | 'facts'>): Quote | null {
  const built = buildInput(askedOf(model), input)
  return quoteIfWhole(model, built instanceof Refusal ? input : built.input, facts)
}

/** What a press costs: thousandths for all jobs together. */
export type Bill =
  | {
      kind: 'price'
      jobs: number
      /** Of each job, when all cost the same. */
      one: number | null
      total: number
      exact: boolean
    }
  | Exclude<Quote, { kind: 'price' }>
  /** Something is to be chosen first. */
  | { kind: 'open' }

export function billOf(quotes: readonly (Quote | null)[]): Bill {
  let total = 0
  let exact = true
  const each = new Set<number>()
  for (const one of quotes) {
    if (one?.kind !== 'price') return one ?? { kind: 'open' }
    // Nothing to count yet: a run without a single letter is not free, it is not there.
    if (one.hold === 0) return { kind: 'open' }
    total += one.hold
    exact &&= one.exact
    each.add(one.hold)
  }
  const [first = 0] = each
  return { kind: 'price', jobs: quotes.length, one: each.size <= 1 ? first : null, total, exact }
}

export type Funds = {
  /** Thousandths that remain; null when it is not enough. */
  left: number | null
  missing: number
  /** For how many of the jobs it is enough, in their order. */
  affordable: number
}

/** Whether `available` thousandths cover these jobs. */
export function fundsFor(quotes: readonly (Quote | null)[], available: number): Funds {
  let affordable = 0
  let total = 0
  for (const one of quotes) {
    total += one?.kind === 'price' ? one.hold : 0
    if (total <= available) affordable += 1
  }
  return {
    left: total <= available ? available - total : null,
    missing: Math.max(0, total - available),
    affordable,
  }
}

/** Names of settings that a model's price speaks of. */
export function pricedFields(model: Pick<ModelView, 'fields' | 'price'>): FieldView[] {
  const said = JSON.stringify(model.price ?? '')
  return model.fields.filter(
    ({ name, type }) => (type === 'enum' || type === 'boolean') && said.includes(`"${name}"`),
  )
}

const valuesOf = (field: FieldView): readonly WireValue[] =>
  field.type === 'boolean' ? [false, true] : (field.options ?? []).map(({ value }) => value)

/**
 * What one job would cost with each value of a setting and all else as it is, in thousandths; null for a value that has
 * no price. Nothing when the price stays the same or is not certain.
 */
export function optionPrices(
  model: ModelView,
  field: FieldView,
  planned: Planned,
): readonly (number | null)[] | null {
  const prices = valuesOf(field).map((value) => {
    const one = quoteIfWhole(model, { ...planned.input, [field.name]: value }, planned.facts)
    return one?.kind === 'price' ? one.hold : null
  })
  const known = new Set(prices.filter((price) => price !== null))
  return known.size > 1 ? prices : null
}
