import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digitsOf, rollSeed, stepOf, stepped } from '@/components/form/numbers'
import { allViews } from './models'

const numbers = allViews()
  .flatMap(({ fields }) => [...fields, ...fields.flatMap(({ itemFields }) => itemFields ?? [])])
  .filter(({ type }) => ['integer', 'number', 'numeric'].includes(type))

test('every number of the catalogue has a step that reaches both its ends', () => {
  expect(numbers.length).toBeGreaterThan(80)
  for (const field of numbers) {
    const step = stepOf(field)
    expect(step, field.name).toBeGreaterThan(0)
    if (field.min === undefined || field.max === undefined) continue
    const range = { ...field, step }
    expect(stepped(field.max, 1, range)).toBe(field.max)
    expect(stepped(field.min, -1, range)).toBe(field.min)
  }
})

test('a step stays within the range and on the steps that count from its lower end', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...numbers),
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      fc.integer({ min: -12, max: 12 }),
      (field, from, steps) => {
        const step = stepOf(field)
        const to = stepped(from, steps, { ...field, step })
        expect(to).toBeGreaterThanOrEqual(field.min ?? Number.NEGATIVE_INFINITY)
        expect(to).toBeLessThanOrEqual(field.max ?? Number.POSITIVE_INFINITY)
        if (to === field.max) return
        const places = (to - (field.min ?? 0)) / step
        expect(Math.abs(places - Math.round(places))).toBeLessThan(1e-6 * Math.max(1, Math.abs(places)))
      },
    ),
  )
})

test('0.1 + 0.2 is 0.3 by the plus button', () => {
  expect(stepped(0.2, 1, { min: 0, max: 1, step: 0.1 })).toBe(0.3)
  expect(digitsOf(0.01)).toBe(2)
  expect(digitsOf(1)).toBe(0)
  expect(digitsOf(4)).toBe(0)
})

test('a rolled seed is a whole number that the field takes', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      for (const field of numbers.filter(({ name }) => name === 'seed')) {
        const seed = rollSeed(field, random)
        expect(Number.isInteger(seed)).toBe(true)
        expect(seed).toBeGreaterThanOrEqual(Math.max(0, field.min ?? 0))
        expect(seed).toBeLessThanOrEqual(field.max ?? 2_147_483_647)
      }
    }),
  )
})
