import { expect, test } from 'vitest'
import { drawnSize, shapeOf, shapesOf } from '@/components/form/shapes'
import { allViews } from './models'

test.each([
  ['16:9', 16 / 9],
  ['9:16', 9 / 16],
  ['portrait_4_3', 3 / 4],
  ['landscape_16_9', 16 / 9],
  ['square_hd', 1],
  ['auto', null],
])('%s has the ratio %j', (value, ratio) => {
  expect(shapeOf(value)?.ratio ?? null).toBe(ratio)
})

test.each(['1K', '720p', 'AUTO', 'high', 5, true, '16:', '0:5'])('%j is no shape', (value) => {
  expect(shapeOf(value)).toBeNull()
})

test('every aspect ratio and size preset of the catalogue is drawn, and nothing else is', () => {
  for (const { id, fields } of allViews()) {
    for (const { name, options } of fields) {
      if (!options) continue
      const isShape = /aspect_ratio|^ratio$|^image_size$/.test(name)
      expect(shapesOf(options) !== null, `${id} ${name}`).toBe(isShape)
    }
  }
})

test('drawn shapes fit their place and can be seen', () => {
  for (const ratio of [null, 1, 16 / 9, 9 / 16, 8, 1 / 8, 21 / 9, 4, 0.25]) {
    const { width, height } = drawnSize({ ratio })
    for (const side of [width, height]) {
      expect(side).toBeGreaterThanOrEqual(5)
      expect(side).toBeLessThanOrEqual(20)
    }
    if (ratio) expect(Math.sign(width - height)).toBe(Math.sign(ratio - 1))
  }
})
