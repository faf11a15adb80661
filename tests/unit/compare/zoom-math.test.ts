import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contain,
  cornerIn,
  fitScale,
  frameOf,
  MAX_ZOOM,
  nextStep,
  type Size,
  zoomTo,
} from '@/components/compare/zoom-math'

const length = (max: number) => fc.integer({ min: 1, max })
const size = (max: number): fc.Arbitrary<Size> => fc.record({ width: length(max), height: length(max) })
const point = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) })
const dpr = fc.constantFrom(1, 1.5, 2, 3)

describe('how a picture lies in the stage', () => {
  it('shows all of it at first, never coarser than two', () => {
    fc.assert(
      fc.property(size(8000), size(2000), (picture, stage) => {
        const scale = fitScale(picture, stage)
        expect(scale).toBeLessThanOrEqual(2)
        expect(picture.width * scale).toBeLessThanOrEqual(stage.width * 1.0001)
        expect(picture.height * scale).toBeLessThanOrEqual(stage.height * 1.0001)
      }),
    )
  })

  it('never leaves an empty strip inside the frame, however it is zoomed', () => {
    fc.assert(
      fc.property(
        size(8000),
        size(2000),
        dpr,
        fc.array(fc.tuple(fc.double({ min: 0.01, max: 20, noNaN: true }), point), { maxLength: 8 }),
        (picture, stage, density, moves) => {
          let view = { scale: fitScale(picture, stage), x: 0, y: 0 }
          for (const [scale, at] of moves) view = zoomTo(view, scale, at, picture, stage, density)
          const frame = frameOf(picture, stage, view.scale)
          const corner = cornerIn(view, picture, frame)
          const slack = 0.01
          expect(corner.x).toBeLessThanOrEqual(slack)
          expect(corner.y).toBeLessThanOrEqual(slack)
          expect(corner.x + picture.width * view.scale).toBeGreaterThanOrEqual(frame.width - slack)
          expect(corner.y + picture.height * view.scale).toBeGreaterThanOrEqual(frame.height - slack)
        },
      ),
    )
  })

  it('keeps the point under the pointer where it is, while edges do not interfere', () => {
    const picture = { width: 4000, height: 3000 }
    const stage = { width: 800, height: 600 }
    const start = zoomTo({ scale: 0.2, x: 0, y: 0 }, 1, { x: 0, y: 0 }, picture, stage, 1)
    const at = { x: 120, y: -80 }
    const inPicture = (view: typeof start) => ({
      x: (at.x - view.x) / view.scale,
      y: (at.y - view.y) / view.scale,
    })
    const next = zoomTo(start, 3, at, picture, stage, 1)
    expect(inPicture(next).x).toBeCloseTo(inPicture(start).x)
    expect(inPicture(next).y).toBeCloseTo(inPicture(start).y)
  })

  it('ends at eight screen pixels a pixel, also on a dense screen', () => {
    const picture = { width: 1000, height: 800 }
    const stage = { width: 500, height: 400 }
    for (const density of [1, 2]) {
      const most = zoomTo({ scale: 1, x: 0, y: 0 }, 1e9, { x: 0, y: 0 }, picture, stage, density)
      expect(most.scale * density).toBeCloseTo(MAX_ZOOM)
    }
  })

  it('goes no smaller than the whole picture', () => {
    const picture = { width: 1000, height: 800 }
    const stage = { width: 500, height: 400 }
    expect(zoomTo({ scale: 2, x: 50, y: 9 }, 0.01, { x: 7, y: 7 }, picture, stage, 1)).toEqual({
      scale: 0.5,
      x: 0,
      y: 0,
    })
  })

  it('centres a direction that has room to spare', () => {
    const view = contain(
      { scale: 1, x: 400, y: 400 },
      { width: 2000, height: 100 },
      { width: 800, height: 600 },
    )
    expect(view).toEqual({ scale: 1, x: 400, y: 0 })
  })

  it('steps through round numbers both ways', () => {
    expect(nextStep(0.7, 1)).toBe(1)
    expect(nextStep(1, 1)).toBe(1.5)
    expect(nextStep(8, 1)).toBe(8)
    expect(nextStep(1, -1)).toBe(0.67)
    expect(nextStep(0.125, -1)).toBeLessThan(0.125)
  })
})
