import { describe, expect, it } from 'vitest'
import { pickLocale, pickTimeZone } from '@/lib/locale'

describe('the language of an answer', () => {
  it.each([
    ['zh', 'ru', 'zh'],
    [null, 'ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    [undefined, 'de;q=0.9, en;q=0.2, zh-TW;q=0.5', 'zh'],
    ['xx', 'fr', 'en'],
    ['', null, 'en'],
    [null, '*', 'en'],
    [null, 'ru;q=0, en;q=0.1', 'en'],
    [null, ',;q=,ru;q=abc', 'ru'],
    [null, `${'a,'.repeat(100_000)}ru`, 'en'],
  ] as const)('case %#', (cookie, header, expected) => {
    expect(pickLocale(cookie, header)).toBe(expected)
  })
})

describe('the time zone of a page', () => {
  it.each([
    ['Asia%2FTokyo', 'Asia/Tokyo'],
    [undefined, 'UTC'],
    ['nowhere', 'UTC'],
    ['%E0%A4%A', 'UTC'],
  ])('case %#', (cookie, expected) => {
    expect(pickTimeZone(cookie)).toBe(expected)
  })
})
