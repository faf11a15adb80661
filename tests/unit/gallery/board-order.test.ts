import { describe, expect, test } from 'vitest'
import { dropped, type Move, stepped } from '@/components/gallery/board-order'
import { layOut } from '@/components/gallery/layout'
import { type Section, withMoved } from '@/components/gallery/sections'
import { one } from './views'

const shape = { width: 700, row: 180, gap: 6, day: 0 }
const results = Array.from({ length: 6 }, (_, n) => one(`r${n + 1}`))
const pick = (...at: number[]) => at.flatMap((n) => results[n - 1] ?? [])
const block = (last: string, after: string | null, loaded: typeof results | null, count = 120) => ({
  after,
  last,
  count: loaded?.length ?? count,
  results: loaded,
})
const whole: Section = { month: null, count: 6, blocks: [block('r6', null, results)] }
/** Between two blocks that are not here. */
const middle: Section = {
  month: null,
  count: 246,
  blocks: [block('a', null, null), block('r6', 'a', results), block('z', 'r6', null)],
}
const laid = (section: Section) => [layOut(section, shape, () => '')]
const said = (move: Move | null) => move && [move.results.map(({ file }) => file.id), move.before]
const after = (move: Move | null) => {
  if (!move) throw new Error('not moved')
  return withMoved(whole, move.results, move.before).blocks?.[0]?.results?.map(({ file }) => file.id)
}

describe('on a board', () => {
  test('a group goes one place earlier in the board’s order, whichever was chosen first', () => {
    const move = stepped(laid(whole), pick(3, 2), -1)
    expect(said(move)).toEqual([['r2', 'r3'], 'r1'])
    expect(after(move)).toEqual(['r2', 'r3', 'r1', 'r4', 'r5', 'r6'])
  })

  test('one place later, the last place too', () => {
    expect(said(stepped(laid(whole), pick(3, 2), 1))).toEqual([['r2', 'r3'], 'r5'])
    expect(said(stepped(laid(whole), pick(5), 1))).toEqual([['r5'], null])
    expect(stepped(laid(whole), pick(6), 1)).toBeNull()
    expect(stepped(laid(whole), pick(1), -1)).toBeNull()
  })

  test('what is not here yet is not the board’s end', () => {
    expect(stepped(laid(middle), pick(5), 1)).toBeNull()
    expect(stepped(laid(middle), pick(6), 1)).toBeNull()
    expect(stepped(laid(middle), pick(1), -1)).toBeNull()
    expect(dropped(laid(middle), pick(2), 'r6', true)).toBeNull()
    expect(stepped(laid(middle), [...pick(2), one('elsewhere')], 1)).toBeNull()
  })

  test('a group is let go before, after, and among its own', () => {
    expect(said(dropped(laid(whole), pick(6, 2), 'r4', false))).toEqual([['r2', 'r6'], 'r4'])
    expect(said(dropped(laid(whole), pick(1, 2), 'r6', true))).toEqual([['r1', 'r2'], null])
    expect(said(dropped(laid(whole), pick(5, 3), 'r3', false))).toEqual([['r3', 'r5'], 'r4'])
  })

  test('what lies there already is not moved', () => {
    expect(dropped(laid(whole), pick(2, 3), 'r1', true)).toBeNull()
    expect(dropped(laid(whole), pick(3, 2), 'r2', false)).toBeNull()
    expect(dropped(laid(whole), pick(6), 'r6', true)).toBeNull()
  })
})
