import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorAt, placeOf } from '@/components/gallery/anchor'
import { type Laid, layOut } from '@/components/gallery/layout'
import { type Section, sectionOf, withMoved, withNewer, withResults } from '@/components/gallery/sections'
import { heirOf, walk } from '@/components/gallery/walk'
import type { ResultView } from '@/lib/gallery/schema'
import { one } from './views'

const shape = { width: 1_000, row: 180, gap: 6, day: 46 }
const dayOf = ({ createdAt }: ResultView) => createdAt.slice(0, 10)

const month = (results: ResultView[]): Section =>
  withResults(sectionOf('2026-11', results.length, 1_000), 0, results)
const cellsOf = (laid: Laid) => laid.lines.flatMap((line) => (line.kind === 'cells' ? line.cells : []))

describe('the layout', () => {
  it('shows every result once, in order, and fills each row but a day’s last', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 40, max: 4_000 }), fc.integer({ min: 40, max: 4_000 }), fc.nat(3)),
          {
            minLength: 1,
            maxLength: 120,
          },
        ),
        (sizes) => {
          const days = sizes.map(([, , day]) => day).toSorted((a, b) => b - a)
          const results = sizes.map(([width, height], n) =>
            one(`${n}`, `2026-11-1${days[n]}T10:00:00.000Z`, width, height),
          )
          const laid = layOut(month(results), shape, dayOf)
          expect(cellsOf(laid).map(({ result }) => result.file.id)).toEqual(
            results.map(({ file }) => file.id),
          )
          let top = 0
          for (const [at, line] of laid.lines.entries()) {
            expect(line.top).toBeCloseTo(top)
            top += line.height
            if (line.kind !== 'cells') continue
            const end = (line.cells.at(-1)?.left ?? 0) + (line.cells.at(-1)?.width ?? 0)
            expect(end).toBeLessThanOrEqual(shape.width + 0.5)
            if (laid.lines[at + 1]?.kind === 'cells') expect(end).toBeCloseTo(shape.width, 0)
          }
          expect(laid.height).toBeCloseTo(top)
        },
      ),
    )
  })

  it('keeps what is looked at in its place when what lies above comes in', () => {
    const ids = Array.from({ length: 40 }, (_, n) => one(`b${n}`))
    const blocks = [
      { after: null, last: 'x', count: 120, results: null },
      { after: 'x', last: 'y', count: 40, results: ids },
    ]
    const before: Section = { month: '2026-11', count: 160, blocks }
    const pageOf = (section: Section) => ({
      sections: [section],
      laid: [layOut(section, shape, dayOf)],
      tops: [0],
    })
    const first = pageOf(before)
    const y = (first.laid[0]?.lines.at(-1)?.top ?? 0) + 20
    const anchor = anchorAt(first, y)
    if (!anchor) throw new Error('nothing there')
    const above = Array.from({ length: 120 }, (_, n) => one(`a${n}`, undefined, 200, 300))
    const place = placeOf(pageOf(withResults(before, 0, above)), anchor)
    expect(place).not.toBeNull()
    expect(anchorAt(pageOf(withResults(before, 0, above)), place ?? 0)).toEqual(anchor)
  })

  it('is walked by rows and columns, and not into what is not here', () => {
    const laid = layOut(month(Array.from({ length: 10 }, (_, n) => one(`${n}`))), shape, dayOf)
    const start = { section: 0, line: 1, cell: 0 }
    expect(walk([laid], start, 'left')).toBeNull()
    const right = walk([laid], start, 'right')
    expect(right).toEqual({ ...start, cell: 1 })
    const down = walk([laid], start, 'down')
    expect(down).toEqual({ ...start, line: 2 })
    expect(down && walk([laid], down, 'up')).toEqual(start)
    const gap = layOut(sectionOf('2026-10', 500, 120), shape, dayOf)
    const end = { section: 0, line: laid.lines.length - 1, cell: 0 }
    expect(walk([laid, gap], end, 'down')).toBeNull()
  })
})

describe('the focus', () => {
  const laid = [layOut(month(['a', 'b', 'c', 'd'].map((id) => one(id))), shape, dayOf)]
  const goes = (...ids: string[]) => ids.map((id) => one(id))

  it('goes on to the next one when its result goes, at the end to the one before', () => {
    expect(heirOf(laid, 'b', goes('b'))).toBe('c')
    expect(heirOf(laid, 'b', goes('b', 'c'))).toBe('d')
    expect(heirOf(laid, 'd', goes('d', 'c'))).toBe('b')
    expect(heirOf(laid, 'a', goes('b'))).toBe('a')
    expect(heirOf(laid, 'a', goes('a', 'b', 'c', 'd'))).toBeNull()
    expect(heirOf(laid, 'elsewhere', goes('a'))).toBe('b')
  })
})

describe('sections', () => {
  it('take new results at the top once, in a new month too', () => {
    const old = month([one('a')])
    const next = withNewer(
      [old],
      [one('c', '2026-12-01T00:00:00.000Z'), one('b', '2026-11-22T00:00:00.000Z'), one('a')],
    )
    expect(next.map(({ month: name, count }) => [name, count])).toEqual([
      ['2026-12', 1],
      ['2026-11', 2],
    ])
    expect(withNewer(next, [one('b', '2026-11-22T00:00:00.000Z')])).toEqual(next)
  })

  it('take a result that was made earlier and stored later in its place', () => {
    const ids = ({ blocks }: Section) =>
      (blocks ?? []).flatMap(({ results }) => results?.map(({ file }) => file.id))
    const at = (minute: string) => `2026-11-21T10:${minute}:00.000Z`
    const [next] = withNewer([month([one('c', at('30')), one('a', at('10'))])], [one('b', at('20'))])
    expect(next && ids(next)).toEqual(['c', 'b', 'a'])
    const later = { after: 'a', last: null, count: 9, results: null }
    const long = { ...month([one('c', at('30')), one('b', at('20'))]) }
    const cut = { ...long, count: 11, blocks: [...(long.blocks ?? []), later] }
    // What lies below the first block is among those that its own block brings.
    expect(withNewer([cut], [one('a', at('10'))])).toEqual([cut])
  })

  it('are put in another order', () => {
    const [a, b, c] = [one('a'), one('b'), one('c')]
    const order = (section: Section) => section.blocks?.[0]?.results?.map(({ file }) => file.id)
    expect(order(withMoved(month([a, b, c]), [c], 'a'))).toEqual(['c', 'a', 'b'])
    expect(order(withMoved(month([a, b, c]), [a], null))).toEqual(['b', 'c', 'a'])
  })
})
