import 'server-only'
import type { Model, Price } from './schema'

/** What KIE's own prices do not settle. */
export type Terms = {
  /** The sandbox answers: models without a known price run at a stated demo price. */
  demo: boolean
  /** Credits for one run that an admin has set for a model without a known price, by model id. */
  set?: ReadonlyMap<string, number>
  /** The second provider's key is set. */
  xty?: boolean
  /** What an admin has turned on or off, by model id. */
  offered?: ReadonlyMap<string, boolean>
}

/** Credits for one run in the sandbox where KIE's price is not known, by what comes out. */
export const demoCredits: Record<Model['output'], number> = { image: 5, video: 40, audio: 5, text: 2 }

/** The day on which the demo prices were stated. */
const DEMO_AS_OF = '2026-11-21'

/** What a model costs here: KIE's price, else one that an admin has set, else in the sandbox the demo price. */
export function priceOf(model: Model, terms: Terms): Price | null {
  if (model.price) return model.price
  const set = terms.set?.get(model.id)
  if (set !== undefined) return flat(set, 'set by an admin', model.asOf)
  return terms.demo ? flat(demoCredits[model.output], 'demo price', DEMO_AS_OF) : null
}

/** It may be run here and now: its provider is there, it has a price, and it is neither retired nor turned off. */
export function isOffered(model: Model, terms: Terms): boolean {
  if (!isKnownHere(model, terms) || !priceOf(model, terms)) return false
  return terms.offered?.get(model.id) ?? !model.retired
}

/** Models of a provider without a key are not spoken of. */
export const isKnownHere = (model: Model, terms: Terms): boolean =>
  model.provider !== 'xty' || terms.xty === true

const flat = (credits: number, source: string, asOf: string): Price => ({
  credits,
  per: 'request',
  asOf,
  source,
  variants: [{ when: {}, credits }],
  units: { kind: 'one' },
})
