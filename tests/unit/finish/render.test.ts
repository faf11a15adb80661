import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { plan, render } from '@/lib/finish/render'
import type { Recipe } from '@/lib/finish/schema'
import { onDisk, quarters } from '../files/pictures'
import { asItIs } from './recipe'

/** A red block of 100 × 200 in an empty picture of 400 × 400, off the middle. */
const cutout = () =>
  sharp({ create: { width: 400, height: 400, channels: 4, background: '#0000' } })
    .composite([
      {
        input: { create: { width: 100, height: 200, channels: 3, background: '#e03030' } },
        left: 250,
        top: 50,
      },
    ])
    .png()
    .toBuffer()

async function finished(bytes: Buffer, change: Partial<Recipe>, background: Buffer | null = null) {
  const path = await onDisk(bytes)
  const { width = 0, height = 0 } = await sharp(bytes).metadata()
  const recipe = { ...asItIs, ...change }
  const planned = await plan(path, { width, height }, recipe)
  const { data, mime } = await render(path, planned, recipe, background && (await onDisk(background)))
  const pixels = await sharp(data).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const from = (y * pixels.info.width + x) * 4
    return [...pixels.data.subarray(from, from + 4)]
  }
  return { data, mime, width: pixels.info.width, height: pixels.info.height, at, planned }
}

describe('a finished picture', () => {
  it('of a recipe that asks for nothing is the picture', async () => {
    const source = await cutout()
    const { data } = await finished(source, {})
    const [was, is] = await Promise.all([source, data].map((bytes) => sharp(bytes).raw().toBuffer()))
    expect(was?.equals(is ?? Buffer.alloc(0))).toBe(true)
  })

  it('is cropped to the subject, to the pixel', async () => {
    const made = await finished(await cutout(), { crop: 'subject' })
    expect(made.planned.box).toEqual({ left: 250, top: 50, width: 100, height: 200 })
    expect([made.width, made.height]).toEqual([100, 200])
    for (const [x, y] of [
      [0, 0],
      [99, 199],
    ] as const) {
      expect(made.at(x, y)).toEqual([224, 48, 48, 255])
    }
  })

  it('of an empty picture, and of one without transparency, is the whole of it', async () => {
    const empty = await sharp({ create: { width: 30, height: 20, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    expect(await finished(empty, { crop: 'subject' })).toMatchObject({ width: 30, height: 20 })
    expect(await finished(await quarters(), { crop: 'subject' })).toMatchObject({ width: 120, height: 80 })
  })

  it('has its size, its margins and its colour behind', async () => {
    const made = await finished(await cutout(), {
      crop: 'subject',
      margin: 10,
      size: { width: 600, height: 500 },
      background: { kind: 'colour', colour: '#f4f1ec' },
    })
    expect([made.width, made.height]).toEqual([600, 500])
    expect(made.at(0, 0)).toEqual([0xf4, 0xf1, 0xec, 255])
    expect(made.at(300, 45)).toEqual([0xf4, 0xf1, 0xec, 255])
    expect(made.at(300, 55)).toEqual([224, 48, 48, 255])
  })

  it('mixes what is half see-through with what lies behind', async () => {
    const half = await sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } },
    })
      .png()
      .toBuffer()
    const made = await finished(half, { background: { kind: 'colour', colour: '#0000c8' } })
    expect(made.at(10, 10)).toEqual([100, 0, 99, 255])
  })

  it('has a gradient whose corners are its colours', async () => {
    const made = await finished(await cutout(), {
      size: { width: 300, height: 200 },
      margin: 40,
      background: { kind: 'gradient', from: '#ffffff', to: '#000000', angle: 90 },
    })
    for (const [x, wanted] of [
      [0, 254.6],
      [75, 191],
      [225, 63.5],
      [299, 0.4],
    ] as const) {
      expect(Math.abs((made.at(x, 3)[0] ?? 0) - wanted)).toBeLessThan(2)
    }
  })

  it('fills its canvas with another picture', async () => {
    const made = await finished(
      await cutout(),
      { size: { width: 200, height: 200 }, background: { kind: 'picture', fileId: 'x' } },
      await sharp(await quarters())
        .withMetadata({ orientation: 3 })
        .jpeg({ quality: 100 })
        .toBuffer(),
    )
    const [r = 0, g = 0, b = 0] = made.at(2, 197)
    expect(g).toBeGreaterThan(150)
    expect(Math.max(r, b)).toBeLessThan(90)
  })

  it.each([1, 8])('throws a soft shadow of %d per cent that is a Gaussian of the shape', async (blur) => {
    const made = await finished(await cutout(), {
      size: { width: 400, height: 400 },
      shadow: { x: -20, y: 10, blur, opacity: 50 },
    })
    const alpha = (x: number, y: number) => made.at(x, y)[3] ?? 0
    // The block's shadow lies from 170 to 270 and from 90 to 290; the block itself begins at 250.
    expect(Math.abs(alpha(220, 190) - (blur === 1 ? 127.5 : 112))).toBeLessThan(4)
    expect(Math.abs((alpha(169, 190) + alpha(170, 190)) / 2 - 63.7)).toBeLessThan(4)
    const oneSigma = Math.round(170 - blur * 4)
    expect(Math.abs(alpha(oneSigma, 190) - 127.5 * 0.1587)).toBeLessThan(4)
    expect(alpha(10, 10)).toBe(0)
    expect(made.at(220, 190).slice(0, 3)).toEqual([0, 0, 0])
  })

  it('cuts a shadow off at the edge and does without one that lies outside', async () => {
    const made = await finished(await cutout(), {
      crop: 'subject',
      shadow: { x: 20, y: 20, blur: 2, opacity: 60 },
    })
    expect([made.width, made.height, made.at(50, 100)]).toEqual([100, 200, [224, 48, 48, 255]])
  })

  it.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
  ] as const)('is written as %s', async (format, mime) => {
    const made = await finished(await cutout(), { format })
    expect(made.mime).toBe(mime)
    expect((await sharp(made.data).metadata()).format).toBe(format)
    // Where JPG has no transparency there is white.
    expect(made.at(5, 5)).toEqual(format === 'jpeg' ? [255, 255, 255, 255] : [0, 0, 0, 0])
  })

  it('stops between its steps when nobody waits any more', async () => {
    const path = await onDisk(await cutout())
    const planned = await plan(path, { width: 400, height: 400 }, asItIs)
    await expect(render(path, planned, asItIs, null, AbortSignal.abort())).rejects.toThrow('abort')
  })
})
