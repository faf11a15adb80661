import { expect, onTestFinished, test } from 'vitest'
import { uniqueNames } from '@/lib/zip-names'

test('names are told apart whatever they are', () => {
  const nameOf = uniqueNames()
  const given = ['a.png', 'A.PNG', 'a (2).png', 'a.png', 'b', 'b', '.x', '.x']
  expect(given.map(nameOf)).toEqual([
    'a.png',
    'A (2).PNG',
    'a (2) (2).png',
    'a (3).png',
    'b',
    'b (2)',
    '.x',
    '.x (2)',
  ])
})

test('20,000 equal names are counted on, and never from the start again', () => {
  const nameOf = uniqueNames()
  const has = Set.prototype.has
  let looks = 0
  Set.prototype.has = function (value) {
    looks += 1
    return has.call(this, value)
  }
  onTestFinished(() => {
    Set.prototype.has = has
  })
  const names = Array.from({ length: 20_000 }, () => nameOf('image.jpg'))
  Set.prototype.has = has
  expect(looks).toBeLessThan(3 * names.length)
  expect(names).toEqual(names.map((_, n) => (n === 0 ? 'image.jpg' : `image (${n + 1}).jpg`)))
})
