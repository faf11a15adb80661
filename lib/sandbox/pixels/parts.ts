import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { PictureFormat, Piece } from '../recipe.ts'
import { toLab } from './lab.ts'
import { encoded, fromPixels, opened, rawPixels } from './pictures.ts'
import { removeBackground } from './remove-background.ts'
import { superpixels } from './superpixels.ts'

const WORKING_SIDE = 400
const SEGMENTS = 18

/** A picture taken apart: what is behind, softened, and the subject on its own. */
export async function layers(path: string, longest: number | null, format: PictureFormat): Promise<Piece[]> {
  const resized = longest === null ? {} : { width: longest, height: longest, fit: 'inside' as const }
  const whole = await (await opened(path)).resize(resized).png({ compressionLevel: 1 }).toBuffer()
  const subject = await removeBackground(whole)
  const behind = sharp(whole).blur(14)
  const [back, front] = await Promise.all([
    encoded(behind, format),
    // A JPEG knows no transparency: the subject stands on white there.
    encoded(format === 'jpeg' ? sharp(subject).flatten({ background: '#fff' }) : sharp(subject), format),
  ])
  return [
    { role: 'result', bytes: back },
    { role: 'result', bytes: front },
  ]
}

/** A mask of the subject: white on black, as large as the picture. */
export async function masks(path: string): Promise<Piece[]> {
  const cut = await removeBackground(await readFile(path))
  const alpha = sharp(cut).extractChannel('alpha').toColourspace('b-w')
  return [{ role: 'mask', bytes: await encoded(alpha, 'png') }]
}

/** A map of segments: areas of like colour, each in a flat one of its own. */
export async function segments(path: string): Promise<Piece[]> {
  const image = await opened(path)
  const full = (await image.clone().metadata()).autoOrient
  const small = await rawPixels(
    image.resize(WORKING_SIDE, WORKING_SIDE, { fit: 'inside', withoutEnlargement: true }),
  )
  const { of } = superpixels(toLab(small.data, small.width, small.height, 3), SEGMENTS)
  for (let pixel = 0; pixel < of.length; pixel++) {
    const [red, green, blue] = hue(of[pixel]!)
    small.data.set([red, green, blue], 3 * pixel)
  }
  const map = fromPixels(small).resize(full.width, full.height, { fit: 'fill', kernel: 'nearest' })
  return [{ role: 'result', bytes: await encoded(map, 'png') }]
}

/** Colours as far from one another as can be, by turns of the golden angle. */
function hue(n: number): [number, number, number] {
  const angle = (n * 137.508 * Math.PI) / 180
  const part = (shift: number) => Math.round(140 + 100 * Math.cos(angle + shift))
  return [part(0), part((2 * Math.PI) / 3), part((4 * Math.PI) / 3)]
}
