import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleanCopy } from '@/lib/files/clean'
import { derive } from '@/lib/files/derivatives'
import { plan, render } from '@/lib/finish/render'
import { asItIs } from '../finish/recipe'
import { CANARY, planted, talkativeP3, wordsIn } from './canaries'
import { corners, inspected, onDisk, quarters } from './pictures'

// One picture of each unusual kind on every way that a picture takes through the house, against colours that were
// worked out by hand and not by the decoder.

type Golden = { bytes: Buffer /** In sRGB, with alpha. */; colour: readonly number[]; within: number }

const SIDE = 48

/** Every pixel the same, as numbers of the picture's own colour space. */
const filled = (values: number[]) => {
  const channels = values.length as 1 | 3 | 4
  const data = Buffer.from(Array.from({ length: SIDE * SIDE }, () => values).flat())
  return sharp(data, { raw: { width: SIDE, height: SIDE, channels } })
}

const toLight = (value: number) => {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
const fromLight = (light: number) => {
  const part = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
  return Math.round(Math.min(1, Math.max(0, part)) * 255)
}
/** Display P3 to sRGB by their published primaries (both D65, one transfer curve). */
function p3ToSrgb([r = 0, g = 0, b = 0]: number[]): number[] {
  const [red, green, blue] = [toLight(r), toLight(g), toLight(b)]
  return [
    1.2249401 * red - 0.2249404 * green,
    -0.0420569 * red + 1.0420571 * green,
    -0.0196376 * red - 0.0786361 * green + 1.0982735 * blue,
  ].map(fromLight)
}

const P3 = [170, 120, 90]

const kinds: Record<string, () => Promise<Golden>> = {
  'Display P3 JPEG': async () => ({
    bytes: await planted(filled(P3), 'jpeg', { profile: await talkativeP3() }),
    colour: [...p3ToSrgb(P3), 255],
    within: 3,
  }),
  'Display P3 PNG': async () => ({
    bytes: await planted(filled(P3), 'png', { profile: await talkativeP3() }),
    colour: [...p3ToSrgb(P3), 255],
    within: 2,
  }),
  '16-bit PNG': async () => {
    const deep = new Uint16Array(Array.from({ length: SIDE * SIDE }, () => [0x8040, 0x30ff, 0xd000]).flat())
    const pixels = sharp(deep, { raw: { width: SIDE, height: SIDE, channels: 3 } }).toColourspace('rgb16')
    return { bytes: await planted(pixels, 'png'), colour: [128, 48, 207, 255], within: 1 }
  },
  'grey JPEG': async () => ({
    bytes: await planted(filled([119]).toColourspace('b-w'), 'jpeg'),
    colour: [119, 119, 119, 255],
    within: 1,
  }),
  'grey PNG': async () => ({
    bytes: await planted(filled([77]).toColourspace('b-w'), 'png'),
    colour: [77, 77, 77, 255],
    within: 1,
  }),
  // As Chromium's own colour engine reads these bytes. Engines differ by a few levels in how they fit paper's colours
  // to a screen; ink that is taken for light without the profile comes out at 121, 97, 55.
  'CMYK JPEG': async () => ({
    bytes: await planted(filled([150, 120, 100]).toColourspace('cmyk').withIccProfile('cmyk'), 'jpeg'),
    colour: [138, 101, 84, 255],
    within: 15,
  }),
  'transparent WebP': async () => ({
    bytes: await planted(filled([200, 30, 60, 128]), 'webp'),
    colour: [200, 30, 60, 128],
    within: 0,
  }),
}

const ways: Record<string, (path: string) => Promise<Buffer[]>> = {
  'the previews': async (path) => {
    const { preview, thumb, placeholder } = await derive(path)
    return [preview, thumb, Buffer.from(placeholder.split(',')[1] ?? '', 'base64')]
  },
  'the clean copy': async (path) => {
    const picture = await inspected(path)
    return [(await cleanCopy(path, picture, 1_000_000)).data]
  },
  'finished pictures': async (path) => {
    const { width, height } = await inspected(path)
    const recipes = [
      asItIs,
      { ...asItIs, format: 'webp' as const, quality: 100 },
      { ...asItIs, format: 'jpeg' as const, quality: 100 },
    ]
    return Promise.all(
      recipes.map(async (recipe) => {
        const planned = await plan(path, { width, height }, recipe)
        return (await render(path, planned, recipe, null)).data
      }),
    )
  },
}

/** The middle, as a screen of sRGB shows it. */
async function seen(picture: Buffer): Promise<number[]> {
  const { data, info } = await sharp(picture)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const at = ((info.height >> 1) * info.width + (info.width >> 1)) * 4
  return [...data.subarray(at, at + 4)]
}

/** JPEG has no transparency: there the colour lies on white. */
const onWhite = ([r = 0, g = 0, b = 0, alpha = 255]: readonly number[]) => [
  ...[r, g, b].map((value) => Math.round((value * alpha + 255 * (255 - alpha)) / 255)),
  255,
]

/** What lossy coding at the qualities of previews may add. */
const CODED = 5

describe.each(Object.keys(kinds))('%s', (kind) => {
  it.each(Object.keys(ways))('has the right colours and no words in %s', async (way) => {
    const golden = await kinds[kind]?.()
    if (!golden) throw new Error(kind)
    expect(golden.bytes.toString('latin1').split(CANARY).length).toBeGreaterThan(4)
    const made = await ways[way]?.(await onDisk(golden.bytes))
    for (const picture of made ?? []) {
      const isJpeg = picture[0] === 0xff
      const wanted = isJpeg ? onWhite(golden.colour) : golden.colour
      const worst = Math.max(...(await seen(picture)).map((value, at) => Math.abs(value - (wanted[at] ?? 0))))
      expect(worst).toBeLessThanOrEqual(golden.within + (way === 'the clean copy' ? 1 : CODED))
      expect(wordsIn(picture)).toEqual([])
    }
  })
})

describe('a finished picture', () => {
  it.each(
    ['rgyb', 'grby', 'ybrg', 'bygr', 'rbyg', 'brgy', 'ygrb', 'gybr'].map(
      (look, at) => [at + 1, look] as const,
    ),
  )('stands upright where EXIF said orientation %i', async (orientation, look) => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const path = await onDisk(await planted(sharp(await quarters()), format, { orientation }))
      const upright = await inspected(path)
      expect(upright.orientation).toBe(orientation)
      const { data } = await render(path, await plan(path, upright, asItIs), asItIs, null)
      expect(await corners(data)).toBe(look)
      expect(wordsIn(data)).toEqual([])
      expect(await sharp(data).metadata()).toMatchObject(
        orientation < 5 ? { width: 120, height: 80 } : { width: 80, height: 120 },
      )
    }
  })
})
