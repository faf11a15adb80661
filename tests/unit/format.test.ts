import { describe, expect, it, test } from 'vitest'
import {
  formatBytes,
  formatChange,
  formatClock,
  formatCredits,
  formatDate,
  formatDuration,
  formatMoment,
  formatPixels,
  formatTime,
  parseNumber,
} from '@/lib/format'

/** Unbreakable and narrow spaces as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('figures as people write them', () => {
  it('counts bytes as the limits do', () => {
    expect(plain(formatBytes('en', 0))).toBe('0 B')
    expect(plain(formatBytes('en', 1023))).toBe('1,023 B')
    expect(plain(formatBytes('en', 412 * 1024))).toBe('412 kB')
    expect(plain(formatBytes('ru', 5 * 1_048_576))).toBe('5 МБ')
    expect(plain(formatBytes('ru', 12.34 * 1_048_576))).toBe('12,3 МБ')
  })

  it('shows thousandths of a credit and no more', () => {
    expect(formatCredits('en', 0.5)).toBe('0.5')
    expect(formatCredits('ru', 184.125)).toBe('184,125')
    expect(formatChange('en', -1)).toBe('−1')
    expect(formatChange('en', 100)).toBe('+100')
    expect(formatChange('en', 0)).toBe('0')
  })

  it('tells how long something took', () => {
    expect(plain(formatDuration('en', 620))).toBe('0.6 s')
    expect(plain(formatDuration('ru', 4200))).toBe('4,2 с')
    expect(plain(formatDuration('en', 59_960))).toBe('1 min 0 s')
    expect(plain(formatDuration('zh', 108_000))).toBe('1 分 48 秒')
    expect(formatClock(7_900)).toBe('0:07')
    expect(formatClock(3_723_000)).toBe('1:02:03')
    expect(formatClock(-5)).toBe('0:00')
  })

  it('writes times in the reader’s zone, not the server’s', () => {
    const at = '2026-11-21T20:32:00Z'
    expect(formatTime('en', at, 'UTC')).toBe('20:32')
    expect(formatTime('en', at, 'Asia/Tokyo')).toBe('05:32')
    expect(formatDate('en', at, 'Asia/Tokyo', Date.parse(at))).toBe('22 Nov')
    expect(plain(formatDate('ru', at, 'UTC'))).toBe('21 ноября 2026 г.')
    expect(formatMoment('en', at, 'UTC', Date.parse(at) + 3_600_000)).toBe('20:32')
    expect(formatMoment('en', at, 'UTC', Date.parse(at) + 86_400_000)).toBe('21 Nov, 20:32')
  })

  it('writes sizes as names', () => {
    expect(plain(formatPixels(1520, 1140))).toBe('1520 × 1140')
  })
})

test.each([
  ['5', 5],
  [' 0,5 ', 0.5],
  ['0.75', 0.75],
  ['−1', -1],
  ['.5', 0.5],
  ['1e9', null],
  ['', null],
  ['five', null],
  ['1 000', null],
])('reads %j as %j', (text, number) => {
  expect(parseNumber(text)).toBe(number)
})
