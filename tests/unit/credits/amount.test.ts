import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ceilProduct } from '@/lib/catalog/amount'
import {
  floorThousandths,
  isCreditAmount,
  parseCredits,
  subtractCredits,
  toCredits,
  toThousandths,
} from '@/lib/credits/amount'
import { creditAmount } from '@/lib/credits/amount-schema'
import { MOST_MOVED } from '@/lib/credits/bounds'
import { formatCredits } from '@/lib/format'
import { locales } from '@/lib/locale'

const MOST = MOST_MOVED * 1_000
/** More than a house ever counts. */
const thousandths = fc.integer({ min: -1e12, max: 1e12 })

test('thousandths are the same again after they were credits, however they are rounded', () => {
  fc.assert(
    fc.property(thousandths, (amount) => {
      const credits = toCredits(amount)
      expect(isCreditAmount(credits)).toBe(true)
      expect(toThousandths(credits)).toBe(amount)
      expect(floorThousandths(credits)).toBe(amount)
      if (amount > 0) expect(ceilProduct(credits, 1)).toBe(amount)
    }),
    { numRuns: 2_000 },
  )
})

test('differences are exact', () => {
  fc.assert(
    fc.property(thousandths, thousandths, (a, b) => {
      expect(subtractCredits(toCredits(a), toCredits(b))).toBe(toCredits(a - b))
    }),
    { numRuns: 2_000 },
  )
  expect(subtractCredits(0.3, 0.1)).toBe(0.2)
})

test('more decimals go up for a price and down for what somebody has', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST * 10 }), (tenths) => {
      const credits = tenths / 10_000
      expect(toThousandths(credits)).toBe(Math.ceil(tenths / 10))
      expect(floorThousandths(credits)).toBe(Math.floor(tenths / 10))
      expect(ceilProduct(credits, 1)).toBe(toThousandths(credits))
      expect(isCreditAmount(credits)).toBe(tenths % 10 === 0)
    }),
    { numRuns: 2_000 },
  )
})

test('what floats leave behind is no part of an amount', () => {
  expect(floorThousandths(184.5)).toBe(184_500)
  expect(floorThousandths(0.9999)).toBe(999)
  expect(floorThousandths(0.1 + 0.2)).toBe(300)
  expect(toThousandths(0.1 + 0.2)).toBe(300)
})

test('amounts are read as they are shown, in every language, and by forms as by the wire', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MOST + 10 }), fc.constantFrom(...locales), (amount, locale) => {
      const credits = toCredits(amount)
      // Commas between groups would be decimal ones.
      const shown = formatCredits(locale, credits)
      const read = parseCredits(locale === 'ru' ? shown : shown.replaceAll(',', ''), MOST_MOVED)
      expect(read).toBe(amount > 0 && amount <= MOST ? credits : null)
      expect(creditAmount(MOST_MOVED).safeParse(credits).success).toBe(read !== null)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  [' 1 000,5 ', 1_000.5],
  ['.001', 0.001],
  ['0', null],
  ['-1', null],
  ['0.0001', null],
  ['1.2345', null],
  ['1.2340', 1.234],
  ['1000000.001', null],
  ['', null],
  ['ten', null],
])('reads %j as %j', (text, credits) => {
  expect(parseCredits(text, MOST_MOVED)).toBe(credits)
})

test('nothing is an amount where it may be the least', () => {
  expect(parseCredits('0', MOST_MOVED, 0)).toBe(0)
  expect(parseCredits('-0.001', MOST_MOVED, 0)).toBeNull()
})
