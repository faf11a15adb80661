import { expect, test } from 'vitest'
import { changed, nameIn } from '@/components/audit/changed'

test('an act is told part by part, without what stayed', () => {
  expect(changed(20, 520)).toEqual([{ name: null, before: 20, after: 520 }])
  expect(changed(null, { times: 1.2 })).toEqual([{ name: 'times', before: null, after: 1.2 }])
  expect(
    changed(
      { name: 'Clients', limits: { models: null, jobsAtOnce: 10 } },
      { name: 'Clients', limits: { models: ['a', 'b'], jobsAtOnce: 10 } },
    ),
  ).toEqual([{ name: 'models', before: null, after: ['a', 'b'] }])
  expect(changed(null, null)).toEqual([])
})

test('a group goes by the name that the act gives it', () => {
  expect(nameIn({ before: { name: 'Old' }, after: { name: 'New' } })).toBe('New')
  expect(nameIn({ before: { name: 'Old' } })).toBe('Old')
  expect(nameIn({ before: 3, after: null })).toBeNull()
})
