import { readFile } from 'node:fs/promises'
import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import type { PictureFormat, PicturesRecipe, Piece } from '../recipe.ts'
import { chance } from './chance.ts'
import { mark } from './mark.ts'
import { ramp } from './palette.ts'
import { type Pixels, scene } from './scene.ts'

/** A scene is computed with this many pixels at most. */
const MOST_SCENE_PIXELS = 1_000_000
const MOST_INSETS = 5

export async function pictures(recipe: PicturesRecipe): Promise<Piece[]> {
  const made: Piece[] = []
  for (let n = 0; n < recipe.count; n++) {
    const words = `${recipe.words}\n${n}`
    const image = recipe.from.length ? await derived(recipe, words) : await imagined(recipe, words)
    made.push({ role: 'result', bytes: await encoded(image, recipe.format) })
  }
  return made
}

/** PNG fast rather than small; JPEG and WebP as services send them. */
export async function encoded(image: Sharp, format: PictureFormat): Promise<Uint8Array<ArrayBuffer>> {
  const written = {
    png: () => image.png({ compressionLevel: 4 }),
    jpeg: () => image.jpeg({ quality: 90 }),
    webp: () => image.webp({ quality: 88, effort: 2 }),
  }[format]()
  return new Uint8Array(await written.toBuffer())
}

export const fromPixels = ({ data, width, height }: Pixels) =>
  sharp(data, { raw: { width, height, channels: 3 } })

/** A scene of any size, computed with `most` pixels and enlarged from there. */
export async function imaginedPixels(
  words: string,
  width: number,
  height: number,
  most: number,
): Promise<Pixels> {
  const share = Math.min(1, Math.sqrt(most / (width * height)))
  const small = scene(words, Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share)))
  if (share === 1) return small
  const data = await fromPixels(small)
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
  return { data, width, height }
}

async function imagined({ width, height }: PicturesRecipe, words: string): Promise<Sharp> {
  return fromPixels(await imaginedPixels(words, width, height, MOST_SCENE_PIXELS)).composite(
    mark(width, height),
  )
}

/** A picture file as it is meant to be seen, on white where it is transparent. */
export async function opened(path: string): Promise<Sharp> {
  return sharp(await readFile(path), { failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: '#fff' })
}

export const rawPixels = async (image: Sharp): Promise<Pixels> => {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

async function derived(recipe: PicturesRecipe, words: string): Promise<Sharp> {
  const { width, height, from, way, strength } = recipe
  const first = await opened(from[0] ?? '')
  const base = await rawPixels(
    way === 'extend' ? await extended(first, width, height) : first.resize(width, height, { fit: 'cover' }),
  )
  if (way !== 'extend') grade(base.data, words, strength, await shown(recipe))
  const insets = way === 'restyle' ? await insetsOf(from.slice(1, 1 + MOST_INSETS), width, height) : []
  return fromPixels(base).composite([...insets, ...mark(width, height)])
}

/** Where a mask is white, 0 to 255 per pixel; null: everywhere. */
async function shown({ way, mask: path, width, height }: PicturesRecipe): Promise<Uint8Array | null> {
  if (way !== 'masked' || !path) return null
  return (await opened(path)).resize(width, height, { fit: 'fill' }).extractChannel(0).raw().toBuffer()
}

/** Colours a picture anew by its own light and shade. */
function grade(data: Uint8Array, words: string, strength: number, shownAt: Uint8Array | null) {
  const colours = ramp(chance(words))
  const table = new Float32Array(256 * 3)
  for (let level = 0; level < 256; level++) colours.at(level / 255, table.subarray(3 * level, 3 * level + 3))
  const share = 0.35 + 0.45 * strength
  for (let at = 0, pixel = 0; at < data.length; at += 3, pixel++) {
    const level = (54 * data[at]! + 183 * data[at + 1]! + 19 * data[at + 2]!) >> 8
    const here = shownAt ? (share * shownAt[pixel]!) / 255 : share
    for (let channel = 0; channel < 3; channel++) {
      data[at + channel] = data[at + channel]! + (table[3 * level + channel]! - data[at + channel]!) * here
    }
  }
}

/** The whole picture in the middle of a new shape, its own colours blurred around it. */
async function extended(image: Sharp, width: number, height: number): Promise<Sharp> {
  const source = await image.png({ compressionLevel: 0 }).toBuffer()
  const small = await sharp(source)
    .resize(Math.ceil(width / 8), Math.ceil(height / 8), { fit: 'cover' })
    .blur(6)
    .modulate({ brightness: 0.9 })
    .toBuffer()
  const middle = await sharp(source).resize(width, height, { fit: 'inside' }).toBuffer()
  return sharp(
    await sharp(small)
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .composite([{ input: middle, gravity: 'centre' }])
      .png({ compressionLevel: 0 })
      .toBuffer(),
  )
}

/** The other pictures given, small, in a row at the lower left. */
async function insetsOf(paths: string[], width: number, height: number): Promise<OverlayOptions[]> {
  const side = Math.round(Math.min(width, height) * 0.16)
  const border = Math.max(1, Math.round(side * 0.04))
  const gap = Math.round(side * 0.2)
  const fitting = paths.slice(0, Math.floor((width * 0.8 - gap) / (side + gap)))
  return Promise.all(
    fitting.map(async (path, index) => ({
      input: await (await opened(path))
        .resize(side - 2 * border, side - 2 * border, { fit: 'cover' })
        .extend({ top: border, bottom: border, left: border, right: border, background: '#fff' })
        .png({ compressionLevel: 1 })
        .toBuffer(),
      left: gap + index * (side + gap),
      top: height - side - gap,
    })),
  )
}
