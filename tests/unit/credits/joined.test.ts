import { expect, test } from 'vitest'
import { joined } from '@/components/credits/use-movements'
import type { MovementsView } from '@/lib/credits/movement-view'

const page = (ids: number[], next: string | null): MovementsView => ({
  movements: ids.map((id) => ({
    id,
    at: '2026-11-21T00:00:00.000Z',
    kind: 'grant',
    amount: 1,
    availableAfter: 1,
    heldAfter: 0,
    reason: 'x',
    job: null,
  })),
  next,
})
const shown = (ids: number[], next: string | null) => ({ items: page(ids, next).movements, next })
const ids = ({ items, next }: ReturnType<typeof joined>) => [items.map(({ id }) => id), next]

test('new rows stand above what is shown, each once', () => {
  expect(ids(joined(shown([5, 4, 3, 2, 1], null), page([7, 6, 5, 4], '4')))).toEqual([
    [7, 6, 5, 4, 3, 2, 1],
    null,
  ])
})

test('a page that does not meet what is shown takes its place', () => {
  expect(ids(joined(shown([3, 2, 1], null), page([9, 8, 7], '7')))).toEqual([[9, 8, 7], '7'])
})

test('the first rows of an empty list are all of it', () => {
  expect(ids(joined(shown([], null), page([2, 1], null)))).toEqual([[2, 1], null])
})
