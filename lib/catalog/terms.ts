import 'server-only'
import { flat, ruled, type StandingRule } from './rule'
import type { Model, Price } from './schema'

/** What KIE's own prices do not settle. */
export type Terms = {
  /** The sandbox answers: models without a known price run at a stated demo price. */
  demo: boolean
  /** The price rules that count now, by model id; under null the one for all. */
  rules?: ReadonlyMap<string | null, StandingRule>
  /** The second provider's key is set. */
  xty?: boolean
  /** What an admin has turned on or off, by model id. */
  offered?: ReadonlyMap<string, boolean>
  /** The only models that this person may run. */
  allowed?: ReadonlySet<string>
}

/** Credits for one run in the sandbox where KIE's price is not known, by what comes out. */
export const demoCredits: Record<Model['output'], number> = { image: 5, video: 40, audio: 5, text: 2 }

/** The day on which the demo prices were stated. */
const DEMO_AS_OF = '2026-11-21'

/** A model's price here, and what it is made of. */
export type Offer = {
  /** What people pay; null: not known. */
  price: Price | null
  /** KIE's price, in the sandbox the demo price where it is not known. */
  list: Price | null
  /** What leads from one to the other. */
  standing: StandingRule | null
}

/** The model's own rule, else the one for all, else KIE's price. A rule for all gives no price where there is none. */
export function offerOf(model: Model, terms: Terms): Offer {
  const list = model.price ?? (terms.demo ? flat(demoCredits[model.output], 'demo price', DEMO_AS_OF) : null)
  const own = terms.rules?.get(model.id)
  const standing = own ?? terms.rules?.get(null) ?? null
  if (!standing) return { price: list, list, standing }
  if (list) return { price: ruled(list, standing.rule), list, standing }
  const price = own?.rule.kind === 'fixed' ? flat(own.rule.credits, 'set by an admin', model.asOf) : null
  return { price, list, standing }
}

/** What a model costs here. */
export const priceOf = (model: Model, terms: Terms): Price | null => offerOf(model, terms).price

/** It may be run here and now: its provider is there, it has a price, and it is neither retired nor turned off. */
export function isOffered(model: Model, terms: Terms): boolean {
  if (!isKnownHere(model, terms) || !priceOf(model, terms) || isBarred(model, terms)) return false
  return terms.offered?.get(model.id) ?? !model.retired
}

/** It is not among the models that this person may run. */
export const isBarred = (model: Pick<Model, 'id'>, terms: Terms): boolean =>
  terms.allowed?.has(model.id) === false

/** Models of a provider without a key are not spoken of. */
export const isKnownHere = (model: Model, terms: Terms): boolean =>
  model.provider !== 'xty' || terms.xty === true
