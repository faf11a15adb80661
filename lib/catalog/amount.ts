type Decimal = { digits: bigint; places: number }

/** A number exactly as it is written, so that 0.1 × 3 is 0.3. */
function decimal(value: number): Decimal {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const [whole = '', part = ''] = mantissa.split('.')
  const places = part.length - Number(exponent)
  const digits = BigInt(whole + part)
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places }
}

function multiply(factors: readonly number[]): Decimal {
  return factors.map(decimal).reduce((all, one) => ({
    digits: all.digits * one.digits,
    places: all.places + one.places,
  }))
}

/** The product of these, as they are written, as the number next to it. */
export function product(...factors: [number, ...number[]]): number {
  const { digits, places } = multiply(factors)
  return Number(`${digits}e-${places}`)
}

/** The product of credits and what they are multiplied by, in thousandths of a credit, rounded up. Not below zero. */
export function ceilProduct(...factors: [number, ...number[]]): number {
  const { digits, places } = multiply(factors)
  const one = 10n ** BigInt(places)
  return Number((digits * 1_000n + one - 1n) / one)
}
