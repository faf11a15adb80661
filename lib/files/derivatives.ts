import 'server-only'
import type { Sharp } from 'sharp'
import { decoding, openPicture, openPixels, type Pixels } from './decode'

/** Longest sides in px. The thumb is sharp at twice the density in rows and tiles, the preview on the table. */
const PREVIEW_PX = 1600
const THUMB_PX = 400
const PLACEHOLDER_PX = [20, 14, 8]
const PLACEHOLDER_CHARACTERS = 1_000
/** How opaque (of 255) a pixel must be to count as the subject of a cut-out. */
const SUBJECT_ALPHA = 10

export type Derived = {
  /** WebP. Colours are sRGB, metadata is gone. */
  preview: Buffer
  /** WebP. Of a cut-out it shows the subject alone, so that its shape may differ from the picture's. */
  thumb: Buffer
  /** A data URL of under 1 kB with the picture's own shape. */
  placeholder: string
}

/**
 * Makes what people look at from one decode (a JPEG is read at the size that is needed, no larger).
 * Every pixel of the file is read once, so that damage anywhere is found.
 * @param orientation EXIF's, applied to the small copy: turning the large one would cost several times as much.
 * @throws when the picture is damaged.
 */
export function derive(input: string | Buffer, orientation = 1): Promise<Derived> {
  return decoding(async () => {
    const small = await pixels(
      openPicture(input).resize({
        width: PREVIEW_PX,
        height: PREVIEW_PX,
        fit: 'inside',
        withoutEnlargement: true,
      }),
    )
    const upright = orientation > 1 ? await pixels(turned(openPixels(small), orientation)) : small
    const [preview, thumb, placeholder] = await Promise.all([
      openPixels(upright).webp({ quality: 82, effort: 2 }).toBuffer(),
      thumbOf(upright),
      placeholderOf(upright),
    ])
    return { preview, thumb, placeholder }
  })
}

async function pixels(picture: Sharp): Promise<Pixels> {
  return picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
}

/** EXIF's eight orientations as a mirror and then a turn (the order in which sharp does them). */
function turned(picture: Sharp, orientation: number): Sharp {
  const angle = [0, 0, 0, 180, 180, 270, 90, 90, 270][orientation] ?? 0
  const mirrored = [2, 4, 5, 7].includes(orientation)
  const turnedBy = angle ? picture.rotate(angle) : picture
  return mirrored ? turnedBy.flop() : turnedBy
}

async function thumbOf(upright: Pixels): Promise<Buffer> {
  const subject = upright.info.channels === 4 ? await trimmed(upright) : upright
  return openPixels(subject)
    .resize({ width: THUMB_PX, height: THUMB_PX, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 2 })
    .toBuffer()
}

/** Without the empty border of a cut-out; a small margin stays. */
async function trimmed(upright: Pixels): Promise<Pixels> {
  const longest = Math.max(upright.info.width, upright.info.height)
  return pixels(
    openPixels(upright).trim({
      background: { r: 0, g: 0, b: 0, alpha: 0 },
      threshold: SUBJECT_ALPHA,
      margin: Math.round(longest / 50),
    }),
  )
}

async function placeholderOf(upright: Pixels): Promise<string> {
  for (const side of PLACEHOLDER_PX) {
    const tiny = await openPixels(upright)
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 40, alphaQuality: 40, effort: 2 })
      .toBuffer()
    const url = `data:image/webp;base64,${tiny.toString('base64')}`
    if (url.length < PLACEHOLDER_CHARACTERS) return url
  }
  throw new Error('A placeholder of eight pixels came out too large')
}
