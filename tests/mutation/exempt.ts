import type { Condition } from './conditions'

/** Conditions whose loss changes nothing that is money, each with its reason. Everything else needs a test. */
const reasons: [RegExp, string][] = []

export const exemption = ({ file, text }: Condition): string | null =>
  reasons.find(([pattern]) => pattern.test(`${file}: ${text}`))?.[1] ?? null
