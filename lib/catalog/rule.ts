import 'server-only'
import { product } from './amount'
import type { Price } from './schema'

/** What people pay of KIE's price. */
export type Rule =
  /** `factor` in thousandths: 1500 is ×1.5. */
  | { kind: 'times'; factor: number }
  /** Credits for one run, whatever is asked. */
  | { kind: 'fixed'; credits: number }

/** A rule that counts now, with the number that jobs name it by. */
export type StandingRule = { id: number; rule: Rule }

/** KIE's price list under a rule: exact, so that prices are rounded once, when a run is priced. */
export function ruled(price: Price, rule: Rule): Price {
  if (rule.kind === 'fixed') return flat(rule.credits, price.source, price.asOf)
  const times = (credits: number) => product(credits, rule.factor, 0.001)
  return {
    ...price,
    credits: times(price.credits),
    variants: price.variants.map((variant) => ({
      ...variant,
      credits: times(variant.credits),
      ...(variant.least !== undefined && { least: times(variant.least) }),
    })),
  }
}

/** The same for every run. */
export const flat = (credits: number, source: string, asOf: string): Price => ({
  credits,
  per: 'request',
  asOf,
  source,
  variants: [{ when: {}, credits }],
  units: { kind: 'one' },
})
