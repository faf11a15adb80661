import { expect, test } from 'vitest'
import { emptiedBy } from '@/components/gallery/emptied'
import { type Section, withResults } from '@/components/gallery/sections'
import { one } from './views'

const last = '2026-11-20T10:00:00.000Z'
const block = (count: number, from: string | null = null) => ({
  after: from,
  last: 'x',
  count,
  results: null,
})
const trash: Section = { month: null, count: 320, blocks: [block(120), block(200, 'x')] }
const loaded = withResults(
  trash,
  0,
  Array.from({ length: 120 }, (_, n) => ({ ...one(`t${n}`), trashedAt: n === 0 ? last : '2026-11-19' })),
)

test('the trash is emptied of all that is in it, up to the last that was seen in it', () => {
  expect(emptiedBy({ trash: true }, [loaded])).toEqual({ count: 320, before: last })
})

test('what a filter or words leave out is never emptied with it', () => {
  const narrowed = [
    { q: 'cup' },
    { kind: 'video' },
    { favourite: true },
    { day: '2026-11-20' },
    { board: 'b' },
  ]
  for (const part of narrowed) expect(emptiedBy({ trash: true, ...part }, [loaded])).toBeNull()
  expect(emptiedBy({}, [loaded])).toBeNull()
})

test('it is not emptied before it is known what lies in it', () => {
  expect(emptiedBy({ trash: true }, [])).toBeNull()
  expect(emptiedBy({ trash: true }, [trash])).toBeNull()
  expect(emptiedBy({ trash: true }, [withResults(loaded, 0, [])])).toBeNull()
})
