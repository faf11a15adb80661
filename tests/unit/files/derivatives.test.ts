import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openPicture } from '@/lib/files/decode'
import { derive } from '@/lib/files/derivatives'
import { colorAt, corners, onDisk, photo, quarters } from './pictures'

/** How the corners of a picture with this EXIF orientation are meant to be seen. */
const SEEN = ['rgyb', 'grby', 'ybrg', 'bygr', 'rbyg', 'brgy', 'ygrb', 'gybr']

describe('previews', () => {
  it.each(SEEN.map((seen, index) => [index + 1, seen] as const))(
    'apply orientation %i',
    async (orientation, seen) => {
      const jpeg = await sharp(await quarters())
        .withMetadata({ orientation })
        .jpeg({ quality: 100 })
        .toBuffer()
      const { preview, thumb, placeholder } = await derive(jpeg, orientation)
      expect(await corners(preview)).toBe(seen)
      expect(await corners(thumb)).toBe(seen)
      const tiny = await sharp(Buffer.from(placeholder.split(',')[1] ?? '', 'base64')).metadata()
      expect((tiny.width ?? 0) > (tiny.height ?? 0)).toBe(orientation < 5)
    },
  )

  it('are at most 1600 and 400 px and never enlarge', async () => {
    const large = await derive(await photo(2000, 1000))
    expect(await sharp(large.preview).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 800 })
    expect(await sharp(large.thumb).metadata()).toMatchObject({ format: 'webp', width: 400, height: 200 })
    const small = await derive(await quarters(60, 40))
    expect(await sharp(small.preview).metadata()).toMatchObject({ width: 60, height: 40 })
    expect(await sharp(small.thumb).metadata()).toMatchObject({ width: 60, height: 40 })
  })

  it('come with a placeholder under 1 kB, of a grainy photograph too', async () => {
    const { placeholder } = await derive(await photo(800, 800, 60))
    expect(placeholder).toMatch(/^data:image\/webp;base64,[\w+/]+=*$/)
    expect(placeholder.length).toBeLessThan(1_000)
  })

  it('keep transparency, and the thumb of a cut-out shows the subject', async () => {
    const cutout = await sharp({ create: { width: 1000, height: 1000, channels: 4, background: '#0000' } })
      .composite([
        {
          input: { create: { width: 100, height: 200, channels: 3, background: '#e03030' } },
          left: 850,
          top: 700,
        },
      ])
      .png()
      .toBuffer()
    const { preview, thumb } = await derive(cutout)
    expect(await sharp(preview).metadata()).toMatchObject({ width: 1000, height: 1000, hasAlpha: true })
    expect((await colorAt(preview, 0.1, 0.1))[3]).toBe(0)
    const seen = await sharp(thumb).metadata()
    expect([seen.width, seen.height]).toEqual([140, 240])
    expect((await colorAt(thumb, 0.5, 0.5))[0]).toBeGreaterThan(180)
  })

  it('of an empty cut-out are empty and not an error', async () => {
    const empty = await sharp({ create: { width: 50, height: 50, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    const { thumb } = await derive(empty)
    expect((await colorAt(thumb, 0.5, 0.5))[3]).toBe(0)
  })

  it('show the colours of a wide profile as sRGB means them', async () => {
    const red = { create: { width: 64, height: 64, channels: 3 as const, background: '#b44040' } }
    const wide = await sharp(red).withIccProfile('p3').png().toBuffer()
    const { preview } = await derive(wide)
    const [r = 0, g = 0] = await colorAt(preview, 0.5, 0.5)
    expect(Math.abs(r - 0xb4)).toBeLessThan(6)
    expect(Math.abs(g - 0x40)).toBeLessThan(6)
    expect((await sharp(preview).metadata()).icc).toBeUndefined()
  })

  it.each(['jpeg', 'png', 'webp'] as const)('refuse a %s that was cut off', async (format) => {
    const whole = await sharp(await photo(900, 700))
      [format]()
      .toBuffer()
    await derive(whole)
    for (const part of [0.3, 0.7, 0.98]) {
      await expect(derive(whole.subarray(0, whole.length * part))).rejects.toThrow()
    }
  })

  it('refuse a PNG with a damaged chunk', async () => {
    const png = Buffer.from(await photo(300, 200))
    const middle = png.length >> 1
    png[middle] = (png[middle] ?? 0) ^ 0xff
    await expect(derive(png)).rejects.toThrow()
  })
})

describe('the decoder', () => {
  it.each(['avif', 'gif', 'tiff'] as const)('has no way to read %s', async (format) => {
    const bytes = await sharp(await quarters())
      [format]()
      .toBuffer()
    await expect(openPicture(bytes).metadata()).rejects.toThrow('unsupported image format')
  })

  it('has no way to read SVG, from a file neither', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    )
    await expect(openPicture(svg).metadata()).rejects.toThrow('unsupported image format')
    await expect(openPicture(await onDisk(svg)).metadata()).rejects.toThrow('unsupported image format')
  })
})
