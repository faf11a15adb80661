import { ceilProduct } from './amount'
import { holds, settingOf } from './condition'
import type { Field, Price, Units } from './schema'

/** What is known about the media of a top-level field; null while it is unknown or nothing is given. */
export type MediaFacts = {
  /** All together. */
  seconds(field: string): number | null
  /** All together. */
  pixels(field: string): number | null
  /** The longest side in px of any of them. Without it the most expensive size counts. */
  side?(field: string): number | null
}

export type Quote =
  /** `hold` in thousandths; not `exact`: at most so much. `units` are the seconds, pictures, … that were counted. */
  | { kind: 'price'; hold: number; exact: boolean; units: number }
  /** No price is known at all, or (with the field) none for what is in it. */
  | { kind: 'unpriced'; field?: string }
  /** The price needs to know `field`: a setting not chosen yet, or the length or size of what is given in it. */
  | { kind: 'unbounded'; field: string }

/** The part of a model that `quote` reads; the browser has it from `/api/models/ID`. */
export type Priced = { fields: readonly Pick<Field, 'name' | 'type' | 'default'>[]; price: Price | null }

type Values = Record<string, unknown>
type Count = { units: number; exact: boolean } | { kind: 'unbounded'; field: string }

class NoSinglePrice extends Error {}

/** The same for settings that may be incomplete, or of another day; null: they meet no price. */
export function quoteIfWhole(model: Priced, input: Values, facts: MediaFacts): Quote | null {
  try {
    return quote(model, input, facts)
  } catch (error) {
    if (error instanceof NoSinglePrice) return null
    throw error
  }
}

/**
 * What a run with this input (from `buildInput`) costs, in thousandths of a credit, rounded up. Pure. There is no
 * fallback: settings that meet no price, or more than one, are a mistake of the data.
 */
export function quote(model: Priced, input: Values, facts: MediaFacts): Quote {
  const { price } = model
  if (!price) return { kind: 'unpriced' }
  const met = price.variants.filter(({ when }) => holds(model.fields, when, input))
  const fits = price.side ? bySide(model, price, met, input, facts) : met
  if (fits.length === 0 && price.side) return { kind: 'unpriced', field: price.side.field }
  const dearest = fits.reduce<(typeof fits)[number] | null>(
    (most, each) => (most && most.credits >= each.credits ? most : each),
    null,
  )
  const unset = dearest ? undefined : unsetIn(model, price, input)
  if (unset) return { kind: 'unbounded', field: unset }
  if (!dearest || (fits.length > 1 && !price.side)) {
    throw new NoSinglePrice(
      `${fits.length} prices for ${JSON.stringify(pricedSettings(model, price, input))}`,
    )
  }
  const count = counted(model, price.units, input, facts)
  if ('kind' in count) return count
  return {
    kind: 'price',
    hold: ceilProduct(dearest.credits, count.units),
    exact: count.exact && dearest.least === undefined && !price.side,
    units: count.units,
  }
}

/** The variants whose range the result's longest side falls into; all of them while it is not known. */
function bySide(model: Priced, price: Price, met: Price['variants'], input: Values, facts: MediaFacts) {
  const given = price.side && facts.side?.(price.side.field)
  if (!price.side || !given) return met
  const side = given * Number(settingOf(model.fields, price.side.times, input))
  return met.filter(({ side: range }) => range && side > range[0] && side <= range[1])
}

/** A setting that the price needs and that nobody has chosen yet. */
const unsetIn = (model: Priced, price: Price, input: Values) =>
  price.variants
    .flatMap(({ when }) => Object.keys(when).filter((name) => Array.isArray(when[name])))
    .find((name) => settingOf(model.fields, name, input) === undefined)

const pricedSettings = (model: Priced, price: Price, input: Values) =>
  Object.fromEntries(
    price.variants.flatMap(({ when }) =>
      Object.keys(when).map((name) => [name, settingOf(model.fields, name, input)]),
    ),
  )

function counted(model: Priced, units: Units, input: Values, facts: MediaFacts): Count {
  const setting = (name: string) => settingOf(model.fields, name, input)
  switch (units.kind) {
    case 'one':
      return { units: 1, exact: true }
    case 'count':
      return {
        units: Number(setting(units.field) ?? 1),
        exact: !units.atMost || !holds(model.fields, units.atMost, input),
      }
    case 'seconds':
      return askedSeconds(units, setting, input, facts)
    case 'given-seconds': {
      const seconds = facts.seconds(units.field)
      if (!seconds) return { kind: 'unbounded', field: units.field }
      return { units: units.times * Math.ceil(seconds / units.unit), exact: false }
    }
    case 'frames': {
      const rate = Math.min(Number(setting(units.rate)), units.base)
      return whole(Number(setting(units.frames)) / rate, rate === units.base)
    }
    case 'characters':
      return { units: letters(setting(units.field), units.part) / 1000, exact: true }
    case 'megapixels': {
      const count = units.count ? Number(setting(units.count) ?? 1) : 1
      const pixels = facts.pixels(units.field)
      const millions = units.presets
        ? units.presets[String(setting(units.field))]
        : pixels && pixels / 1_000_000
      if (!millions) return { kind: 'unbounded', field: units.field }
      // Pixels are whole, so the sixth place is the last; the machine's own error is beyond it.
      return { units: Number((count * Math.max(1, millions)).toFixed(6)), exact: false }
    }
  }
}

/** A length in whole seconds: a part of one may be charged as a whole. */
const whole = (seconds: number, exact: boolean): Count => ({
  units: Math.ceil(seconds),
  exact: exact && Number.isInteger(seconds),
})

function askedSeconds(
  units: Extract<Units, { kind: 'seconds' }>,
  setting: (name: string) => unknown,
  input: Values,
  facts: MediaFacts,
): Count {
  const asked = setting(units.field)
  const open = asked === undefined || asked === units.open
  const length = open ? ((units.from && facts.seconds(units.from)) ?? units.most) : Number(asked)
  if (!length) return { kind: 'unbounded', field: units.from ?? units.field }
  if (!units.plus || input[units.plus] === undefined) return whole(length, !open)
  const more = facts.seconds(units.plus)
  if (!more) return { kind: 'unbounded', field: units.plus }
  return whole(length + more, false)
}

const letters = (value: unknown, part: string | undefined): number =>
  part === undefined
    ? String(value ?? '').length
    : (Array.isArray(value) ? value : []).reduce(
        (total: number, item: Values) => total + String(item[part] ?? '').length,
        0,
      )
