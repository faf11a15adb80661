import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ceilProduct, product } from '@/lib/catalog/amount'
import { models } from '@/lib/catalog/catalog'
import { quote } from '@/lib/catalog/quote'
import { ruled } from '@/lib/catalog/rule'
import type { Price } from '@/lib/catalog/schema'
import { proportion } from '@/lib/credits/amount'

// A reference of whole numbers only: credits in ten-thousandths, the factor in thousandths.

const ceilDiv = (a: bigint, b: bigint) => (a + b - 1n) / b
const price = (credits: number): Price => ({
  credits,
  per: 'second',
  asOf: '2026-06-09',
  source: 'test',
  variants: [{ when: {}, credits }],
  units: { kind: 'seconds', field: 'duration', most: 600 },
})
const facts = { seconds: () => null, pixels: () => null }
const fields = [{ name: 'duration', type: 'number' as const }]

const credits = fc.integer({ min: 1, max: 100_000_000 })
const factor = fc.integer({ min: 1, max: 1_000_000 })
const seconds = fc.integer({ min: 1, max: 600 })

describe('a price under a rule', () => {
  test('is KIE’s price times the rule, rounded up once, exactly', () => {
    fc.assert(
      fc.property(credits, factor, seconds, (tenThousandths, times, length) => {
        const list = price(tenThousandths / 10_000)
        const rule = { kind: 'times' as const, factor: times }
        const quoted = quote({ fields, price: ruled(list, rule) }, { duration: length }, facts)
        const due = ceilDiv(BigInt(tenThousandths) * BigInt(times) * BigInt(length), 10_000n)
        return quoted.kind === 'price' && BigInt(quoted.hold) === due
      }),
      { numRuns: 2_000 },
    )
  })

  test('is not moved by the machine’s own fractions', () => {
    expect(ceilProduct(0.1, 3)).toBe(300)
    expect(ceilProduct(1.1, 1.1)).toBe(1_210)
    expect(ceilProduct(1e-7, 1)).toBe(1)
    expect(ceilProduct(2e21, 1)).toBe(2e24)
    expect(product(0.1, 0.2)).toBe(0.02)
    expect(product(1e-7, 3)).toBe(3e-7)
  })

  test('of one times is KIE’s own, of a fixed one the same for any run', () => {
    for (const { price: list } of models) {
      if (!list) continue
      expect(ruled(list, { kind: 'times', factor: 1_000 })).toEqual(list)
      expect(ruled(list, { kind: 'fixed', credits: 2.5 })).toMatchObject({
        credits: 2.5,
        per: 'request',
        variants: [{ when: {}, credits: 2.5 }],
      })
    }
  })
})

test('a part of an amount is rounded up, exactly', () => {
  const whole = fc.integer({ min: 1, max: 1_000_000_000 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.nat(1_000_000_000), whole, (amount, part, all) => {
      const due = ceilDiv(BigInt(amount) * BigInt(part), BigInt(all))
      return due > BigInt(Number.MAX_SAFE_INTEGER) || proportion(amount, part, all) === Number(due)
    }),
  )
})
