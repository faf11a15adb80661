import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { enlarged, upscale } from '@/lib/sandbox/pixels/upscale'

/** How much neighbouring pixels of the middle differ on average. */
async function sharpness(bytes: Uint8Array, width: number, height: number) {
  const size = { width: Math.floor(width / 2), height: Math.floor(height / 2) }
  const area = { left: Math.floor(width / 4), top: Math.floor(height / 4), ...size }
  const grey = await sharp(bytes).extract(area).greyscale().raw().toBuffer()
  return grey.reduce((sum, value, i) => sum + (i ? Math.abs(value - (grey[i - 1] ?? 0)) : 0), 0) / grey.length
}

describe('upscaling', () => {
  it('makes a photograph four times as large, and sharper than plain enlarging does', async () => {
    const photo = readFileSync(join(process.cwd(), 'tests/fixtures/photos/coffee.png'))
    const large = await upscale(photo, 4)
    expect(await sharp(large).metadata()).toMatchObject({ width: 2400, height: 1600 })
    const plain = await sharp(photo).resize(2400).png().toBuffer()
    expect(await sharpness(large, 2400, 1600)).toBeGreaterThan(1.1 * (await sharpness(plain, 2400, 1600)))
    const back = await sharp(large).resize(600).removeAlpha().raw().toBuffer()
    const own = await sharp(photo).removeAlpha().raw().toBuffer()
    const off = back.reduce((sum, value, i) => sum + Math.abs(value - (own[i] ?? 0)), 0) / own.length
    expect(off, 'mean difference once made small again').toBeLessThan(4)
  })

  it('stays within 64 megapixels, never makes a picture smaller and keeps its shape', () => {
    const side = fc.integer({ min: 64, max: 8000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const large = enlarged(width, height, 4)
        expect(large.width * large.height).toBeLessThanOrEqual(64_000_000)
        expect(large.width).toBeGreaterThanOrEqual(width)
        expect(large.width).toBeLessThanOrEqual(4 * width)
        if (width * height <= 4_000_000)
          expect(large).toEqual({ width: 4 * width, height: 4 * height, scale: 4 })
        expect(Math.abs(large.width / width - large.height / height)).toBeLessThan(0.02)
      }),
    )
  })

  it('keeps transparency, and tiny pictures as PNG', async () => {
    const create = {
      width: 40,
      height: 20,
      channels: 4 as const,
      background: { r: 90, g: 10, b: 10, alpha: 0.5 },
    }
    const large = await sharp(await upscale(await sharp({ create }).webp().toBuffer(), 4)).metadata()
    expect(large).toMatchObject({ width: 160, height: 80, hasAlpha: true, format: 'png' })
  })
})
