import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Price, Units } from '@/lib/catalog/schema'
import type { FileRow } from '@/lib/jobs/media'
import { chargeFor, dearer, priceJob } from '@/lib/jobs/price'
import { Refusal } from '@/lib/refusal'

const price = (units: Units, credits = 2): Price => ({
  credits,
  per: 'second',
  asOf: '2026-06-09',
  source: 'test',
  variants: [{ when: {}, credits }],
  units,
})
const film = (ms: number) => ({ durationMs: ms, width: 640, height: 360 }) as FileRow
const facts = (seconds: number | null) => ({ seconds: () => seconds, pixels: () => null })
const given: Units = { kind: 'given-seconds', field: 'video_url', times: 1, unit: 1 }
const offer = (list: Price | null) => ({ price: list, list, standing: null })
const fields = [{ name: 'video_url', type: 'video' as const }]

describe('the hold', () => {
  it('is for the most that can come out where the length is that of a given film', () => {
    expect(priceJob(fields, offer(price(given)), {}, facts(7.2))).toEqual({
      hold: 16_000,
      units: 8,
      ruleId: null,
      factor: 1_000,
      listPrice: 16_000,
    })
  })

  it('is refused where the most cannot be told, and names the field', () => {
    const refused = priceJob(fields, offer(price(given)), {}, facts(null))
    expect(refused instanceof Refusal && refused.options.fields).toEqual({
      video_url: { key: 'price_unbounded' },
    })
    const unpriced = priceJob(fields, offer(null), {}, facts(1))
    expect(unpriced instanceof Refusal && unpriced.options.fields).toEqual({
      model: { key: 'price_unknown' },
    })
  })
})

describe('the charge', () => {
  const made = { kept: 1, promised: 1, consumed: null, files: [] as FileRow[] }

  it('is the hold where the price was exact, whatever KIE says', () => {
    const job = { hold: 5_000, units: null, factor: 1_000 }
    expect(chargeFor(job, price({ kind: 'one' }), { ...made, consumed: 1 })).toBe(5_000)
    expect(chargeFor(job, price({ kind: 'one' }), { ...made, kept: 2, promised: 3 })).toBe(3_334)
  })

  it('follows KIE where it depends on what comes out, else the stored length, else the hold', () => {
    const job = { hold: 16_000, units: 8, factor: 1_000 }
    expect(chargeFor(job, price(given), { ...made, consumed: 6_000 })).toBe(6_000)
    expect(chargeFor(job, price(given), { ...made, files: [film(4_100)] })).toBe(10_000)
    expect(chargeFor(job, price(given), { ...made, files: [film(60_000)] })).toBe(16_000)
    expect(chargeFor(job, price(given), made)).toBe(16_000)
    expect(chargeFor(job, null, made)).toBe(16_000)
  })

  it('multiplies what KIE says by the rule of the job, never beyond the hold', () => {
    const job = { hold: 24_000, units: 8, factor: 1_500 }
    expect(chargeFor(job, price(given), { ...made, consumed: 6_001 })).toBe(9_002)
    expect(chargeFor(job, price(given), { ...made, consumed: 60_000 })).toBe(24_000)
    expect(chargeFor(job, price(given), { ...made, files: [film(4_100)] })).toBe(15_000)
  })

  it('is never below zero nor above the hold', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 })
    const factors = fc.integer({ min: 1, max: 1_000_000 })
    const promised = fc.integer({ min: 1, max: 20 })
    const units = fc.option(fc.double({ min: 0.001, max: 1e6, noNaN: true }))
    const lengths = fc.array(fc.integer({ min: 1, max: 1e7 }), { maxLength: 5 })
    fc.assert(
      fc.property(
        amount,
        units,
        fc.option(amount),
        promised,
        lengths,
        factors,
        (hold, held, consumed, of, ms, factor) => {
          const result = { kept: Math.ceil(of / 2), promised: of, consumed, files: ms.map(film) }
          const charged = chargeFor({ hold, units: held, factor }, price(given), result)
          return Number.isInteger(charged) && charged >= 0 && charged <= hold
        },
      ),
    )
  })
})

describe('what somebody agreed to pay', () => {
  const asks = (hold: number, most: number | undefined) =>
    dearer({ hold, units: null, ruleId: null, factor: 1_000, listPrice: null }, most)

  it('covers a price up to it, whatever floats leave behind', () => {
    expect(asks(300, 0.1 + 0.2)).toBeNull()
    expect(asks(1_200, 1.2)).toBeNull()
    expect(asks(9_000, undefined)).toBeNull()
  })

  it('is never exceeded, not by a part of a thousandth either', () => {
    expect(asks(1_201, 1.2)).toMatchObject({ code: 'price_changed' })
    expect(asks(1_201, 1.2009)).toMatchObject({ code: 'price_changed' })
  })
})
