import { expect, it } from 'vitest'
import { percentAt } from '@/components/compare/compare'
import { cornerWithin } from '@/components/compare/compare-pane'
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

it('finds where a picture begins in a frame of another shape', () => {
  const square = picture(1000, 1000)
  expect(cornerWithin(picture(600, 300), square)).toEqual({ left: 0, top: 25 })
  expect(cornerWithin(picture(300, 600), square)).toEqual({ left: 25, top: 0 })
  expect(cornerWithin(picture(10, 10), square)).toEqual({ left: 0, top: 0 })
})

it('holds the line within the picture', () => {
  expect(percentAt(150, 100, 200)).toBe(25)
  expect(percentAt(0, 100, 200)).toBe(0)
  expect(percentAt(999, 100, 200)).toBe(100)
  expect(percentAt(5, 0, 0)).toBe(50)
})
