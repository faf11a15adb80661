import { describe, expect, test } from 'vitest'
import { goesOn } from '@/components/gallery/goes-on'
import { heard, telling, toTell, type Words, wordsOf } from '@/components/gallery/search-words'

describe('the day on which a result leaves the trash', () => {
  const now = new Date('2026-11-21T12:00:00.000Z')
  const at = '2026-11-20T20:00:00.000Z'

  test('is the reader’s own', () => {
    expect(goesOn(at, 30, 'en', 'UTC', now)).toBe('20 December')
    expect(goesOn(at, 30, 'en', 'Asia/Kathmandu', now)).toBe('21 December')
    expect(goesOn(at, 30, 'ru', 'UTC', now)).toBe('20 декабря')
    expect(goesOn(at, 30, 'zh', 'UTC', now)).toBe('12月20日')
  })

  test('says the year when it is another', () => {
    expect(goesOn(at, 60, 'en', 'UTC', now)).toBe('19 January 2027')
    expect(goesOn('2026-12-01T20:00:00.000Z', 30, 'en', 'Asia/Kathmandu', now)).toBe('1 January 2027')
  })
})

describe('the search field', () => {
  const type = (words: Words, typed: string): Words => ({ ...words, typed })
  const tell = (words: Words) => telling(words, toTell(words) ?? '')

  test('tells the address what is typed, once', () => {
    const typed = type(wordsOf(), ' cup ')
    expect(toTell(typed)).toBe('cup')
    expect(toTell(tell(typed))).toBeNull()
    expect(toTell(wordsOf('cup'))).toBeNull()
    expect(toTell(type(wordsOf('cup'), ''))).toBe('')
  })

  test('follows the address when nobody here told it: Back, the trash', () => {
    const cup = heard(tell(type(wordsOf(), 'cup')), 'cup')
    expect(cup.typed).toBe('cup')
    expect(heard(cup, undefined)).toEqual(wordsOf(''))
    expect(toTell(heard(cup, undefined))).toBeNull()
    expect(heard(cup, 'tea').typed).toBe('tea')
    expect(heard(heard(cup, undefined), 'cup').typed).toBe('cup')
  })

  test('keeps what is typed on while the address comes after', () => {
    const further = type(tell(type(wordsOf(), 'c')), 'cu')
    const furthest = type(tell(further), 'cup')
    expect(heard(type(wordsOf('c'), 'cu'), 'c').typed).toBe('cu')
    expect(heard(further, 'c').typed).toBe('cu')
    expect(heard(heard(furthest, 'c'), 'cu').typed).toBe('cup')
    expect(toTell(heard(furthest, 'c'))).toBe('cup')
  })
})
