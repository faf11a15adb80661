/** Credits on the wire (decimal, at most three places) from thousandths. */
export const toCredits = (thousandths: number): number => thousandths / 1000

/** Thousandths from credits; rounds up, so that a price is never below its rule (design M5). */
export const toThousandths = (credits: number): number => Math.ceil(Number((credits * 1000).toFixed(6)))

/** `part` of `whole` parts of an amount, rounded up. Exact for whole numbers of any size. */
export function proportion(amount: number, part: number, whole: number): number {
  const over = BigInt(whole)
  return Number((BigInt(amount) * BigInt(part) + over - 1n) / over)
}
