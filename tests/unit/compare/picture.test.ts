import { expect, it } from 'vitest'
import { percentAt } from '@/components/compare/compare'
import { finer, haveOneShape } from '@/components/compare/picture'

const picture = (width: number, height: number) => ({ url: 'x', width, height })

it('measures by the finer picture', () => {
  const small = picture(380, 285)
  const large = picture(1520, 1140)
  expect(finer(small, large)).toBe(large)
  expect(finer(large, small)).toBe(large)
})

it('lays pictures of one shape on one box, a rounded pixel aside', () => {
  expect(haveOneShape(picture(380, 285), picture(1520, 1140))).toBe(true)
  expect(haveOneShape(picture(333, 500), picture(1333, 2000))).toBe(true)
  expect(haveOneShape(picture(400, 300), picture(300, 300))).toBe(false)
})

it('holds the line within the picture', () => {
  expect(percentAt(150, 100, 200)).toBe(25)
  expect(percentAt(0, 100, 200)).toBe(0)
  expect(percentAt(999, 100, 200)).toBe(100)
  expect(percentAt(5, 0, 0)).toBe(50)
})
