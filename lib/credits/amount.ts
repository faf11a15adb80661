import { parseNumber } from '@/lib/format'

// Credits as people and the wire write them (a number with at most three decimals) and as they are counted (whole
// thousandths). Browser-safe and free of zod; every way from one to the other is here.

/** Credits from thousandths. */
export const toCredits = (thousandths: number): number => thousandths / 1_000

/**
 * Thousandths from credits: exact for all that `toCredits` gives. More decimals round up, so that a price is never below
 * its rule (design M5).
 */
export const toThousandths = (credits: number): number => Math.ceil(scaled(credits))

/** Thousandths from credits, more decimals cut off: of what somebody has or agreed to, so that it is never too much. */
export const floorThousandths = (credits: number): number => Math.floor(scaled(credits))

/** A thousand times as much, without what binary fractions leave on it: 0.1 + 0.2 is 300 thousandths. */
function scaled(credits: number): number {
  const product = credits * 1_000
  const near = Math.round(product)
  return Math.abs(product - near) <= Math.max(5e-7, Math.abs(product) * Number.EPSILON) ? near : product
}

/** `from` less `amount`, both in credits. */
export const subtractCredits = (from: number, amount: number): number =>
  toCredits(toThousandths(from) - toThousandths(amount))

/** Whether this has at most three decimals, as all credits on the wire, and what they are multiplied by. */
export const isCreditAmount = (value: number): boolean => Number(value.toFixed(3)) === value

/** Credits as somebody typed them, from `least` (usually: more than nothing) to `most`; null: no such amount. */
export function parseCredits(text: string, most: number, least = 0.001): number | null {
  const amount = parseNumber(text.replaceAll(/\s/g, ''))
  return amount !== null && amount >= least && amount <= most && isCreditAmount(amount) ? amount : null
}

/** `part` of `whole` parts of an amount, rounded up. Exact for whole numbers of any size. */
export function proportion(amount: number, part: number, whole: number): number {
  const over = BigInt(whole)
  return Number((BigInt(amount) * BigInt(part) + over - 1n) / over)
}
