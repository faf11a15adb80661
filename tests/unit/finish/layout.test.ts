import { describe, expect, it } from 'vitest'
import { gradientLine, layOut } from '@/lib/finish/layout'
import { asItIs } from './recipe'

describe('the layout', () => {
  it('is the picture itself when nothing is asked', () => {
    expect(layOut(asItIs, { width: 720, height: 900 })).toEqual({
      width: 720,
      height: 900,
      subject: { left: 0, top: 0, width: 720, height: 900 },
      scale: 1,
      shadow: null,
    })
  })

  it('makes a free canvas larger by its margins, which are a part of what comes out', () => {
    const { width, height, subject } = layOut({ ...asItIs, margin: 10 }, { width: 800, height: 1600 })
    expect([width, height, subject]).toEqual([1000, 1800, { left: 100, top: 100, width: 800, height: 1600 }])
    expect(subject.left / width).toBe(0.1)
  })

  it('fits the subject into a given size, enlarged where it is smaller', () => {
    const size = { width: 2000, height: 2000 }
    const layout = layOut({ ...asItIs, margin: 8, size }, { width: 400, height: 840 })
    expect(layout).toMatchObject({ width: 2000, height: 2000, scale: 2 })
    expect(layout.subject).toEqual({ left: 600, top: 160, width: 800, height: 1680 })
  })

  it('gives a shadow in parts of the shorter side', () => {
    const shadow = { x: -1, y: 2, blur: 0.5, opacity: 40 }
    const size = { width: 3000, height: 1000 }
    expect(layOut({ ...asItIs, shadow, size }, { width: 10, height: 10 }).shadow).toEqual({
      x: -10,
      y: 20,
      sigma: 5,
      opacity: 0.4,
    })
  })

  it('keeps at least a pixel of a subject', () => {
    const layout = layOut(
      { ...asItIs, margin: 40, size: { width: 16, height: 16 } },
      { width: 9000, height: 1 },
    )
    expect(layout.subject.height).toBe(1)
  })

  it('turns a gradient as CSS does', () => {
    expect(gradientLine({ width: 200, height: 100 }, 180)).toEqual({
      from: { x: expect.closeTo(100), y: expect.closeTo(0) },
      to: { x: expect.closeTo(100), y: expect.closeTo(100) },
    })
    const { from, to } = gradientLine({ width: 100, height: 100 }, 135)
    for (const [point, end] of [
      [from, 0],
      [to, 100],
    ] as const) {
      expect(point.x).toBeCloseTo(end)
      expect(point.y).toBeCloseTo(end)
    }
  })
})
