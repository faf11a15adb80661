import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayStarts, knownZone, monthOf, monthSpan, monthsBetween, wallTime } from '@/lib/credits/month'

const zones = [
  'UTC',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'America/Havana',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/Moscow',
  'Australia/Lord_Howe',
  '+05:45',
]
const zone = fc.constantFrom(...zones)
const moment = fc.date({ min: new Date('2001-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })

describe('months and days of a zone', () => {
  test('every moment lies within the month and the day that its clock shows', () => {
    fc.assert(
      fc.property(zone, moment, (where, at) => {
        const month = monthOf(at, where)
        const { from, to } = monthSpan(month, where)
        expect(from <= at && at < to, `${month} ${where}`).toBe(true)
        const starts = dayStarts(month, where)
        const day = starts.filter((start) => start <= at).length
        expect(day).toBe(Number(wallTime(at, where).slice(8, 10)))
        expect([starts[0], starts.at(-1)]).toEqual([from, to])
      }),
      { numRuns: 500 },
    )
  })

  test('a day whose midnight is skipped begins after the gap', () => {
    // In São Paulo the clocks went from 00:00 to 01:00 on 4 November 2018.
    expect(dayStarts('2018-11', 'America/Sao_Paulo')[3]?.toISOString()).toBe('2018-11-04T03:00:00.000Z')
  })

  test('Kathmandu’s November begins a quarter past six of the evening before', () => {
    expect(monthSpan('2026-11', 'Asia/Kathmandu').from.toISOString()).toBe('2026-10-31T18:15:00.000Z')
  })

  test('months follow each other over the years', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
    expect(monthsBetween('2026-02', '2025-11')).toEqual([])
  })

  test('what is no zone is none', () => {
    expect([knownZone('Mars/Olympus'), knownZone(''), knownZone('asia/kathmandu')]).toEqual([
      null,
      null,
      expect.stringMatching(/^Asia\/Kat/),
    ])
  })
})
