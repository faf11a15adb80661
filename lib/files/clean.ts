import 'server-only'
import type { Sharp } from 'sharp'
import { log } from '@/lib/log'
import { MEGABYTE } from './bounds'
import { decoding, openPicture } from './decode'
import type { Picture } from './picture'
import { blankProfile } from './profile'

/** The limits in bytes that models have: a clean copy stays within each one that its original kept. */
const LIMITS = [5, 10, 20, 30, 50].map((megabytes) => megabytes * MEGABYTE)
const BEST_QUALITY = 95
const WORST_QUALITY = 20
/** A WebP's longest side in px. */
const WEBP_PX = 16_383

/** Quick, and if that is not small enough, slow: lossless WebP's `quality` is effort too. */
const QUICK = { effort: 0, quality: 20 }
const SLOW = { effort: 4, quality: 75 }

/** Where quality 95 gave no WebP at all: what to try next. */
const PART_OF_TOO_MUCH = 0.4

/** How large JPEG and WebP become at lower qualities, as parts of what they are at 95 (photographs, 4:4:4). */
const SIZE_AT = [
  [90, 0.7],
  [85, 0.58],
  [80, 0.5],
  [75, 0.43],
  [70, 0.38],
  [60, 0.32],
  [50, 0.27],
  [40, 0.23],
  [30, 0.18],
  [WORST_QUALITY, 0.13],
] as const

export type CleanCopy = { data: Buffer; mime: string }

/**
 * The copy that the upstream is sent: upright, eight bits a channel, no metadata, the colour profile of an RGB picture
 * kept (its words are not). JPEG 4:4:4 at quality 95, PNG and lossless WebP without loss.
 * @param bytes the original's length. Past the limit that it kept, quality goes down, and a PNG becomes a lossless
 *   WebP. A copy that no way fits comes back all the same: the model's limits refuse it.
 * @throws when the picture is damaged.
 */
export function cleanCopy(path: string, picture: Picture, bytes: number): Promise<CleanCopy> {
  const limit = LIMITS.find((most) => bytes <= most) ?? bytes
  const lossy = picture.mime === 'image/jpeg' || (picture.mime === 'image/webp' && !picture.lossless)
  return decoding(() => (lossy ? lossyCopy(path, picture, limit) : losslessCopy(path, picture, limit)))
}

/** An RGB picture's colours stay as they are, with their profile; others (CMYK, grey) become sRGB. */
function upright(path: string, picture: Picture): Sharp {
  const opened = openPicture(path).autoOrient()
  return picture.hasRgbProfile ? opened.keepIccProfile() : opened
}

async function encoded(picture: Picture, mime: string, ready: Sharp): Promise<CleanCopy> {
  const data = await ready.toBuffer()
  return { data: picture.hasRgbProfile ? blankProfile(data, mime) : data, mime }
}

async function lossyCopy(path: string, picture: Picture, limit: number): Promise<CleanCopy> {
  const at = (quality: number) => {
    const ready = upright(path, picture)
    return picture.mime === 'image/jpeg'
      ? encoded(picture, 'image/jpeg', ready.jpeg({ quality, chromaSubsampling: '4:4:4' }))
      : encoded(picture, 'image/webp', ready.webp({ quality, effort: 2 })).catch(tooMuchForWebp)
  }
  let copy = await at(BEST_QUALITY)
  const part = copy ? limit / copy.data.length : PART_OF_TOO_MUCH
  let tried: number = BEST_QUALITY
  while ((!copy || copy.data.length > limit) && tried > WORST_QUALITY) {
    tried = qualityFor(part, tried)
    copy = (await at(tried)) ?? copy
  }
  if (!copy) throw new Error('A picture has no clean copy')
  return copy
}

/** The format itself ends at about 20 MB: libwebp fails there, whatever the picture. Damage speaks of loading. */
function tooMuchForWebp(error: Error): null {
  if (!error.message.startsWith('webpsave')) throw error
  return null
}

/** The best quality below the last one tried that should come out at most this part as large. */
function qualityFor(part: number, below: number): number {
  const fitting = SIZE_AT.find(([quality, size]) => quality < below && size <= part)
  return fitting?.[0] ?? WORST_QUALITY
}

async function losslessCopy(path: string, picture: Picture, limit: number): Promise<CleanCopy> {
  const asPng = () => encoded(picture, 'image/png', upright(path, picture).png({ compressionLevel: 6 }))
  const asWebp = (effort: typeof QUICK) =>
    encoded(picture, 'image/webp', upright(path, picture).webp({ lossless: true, ...effort }))
  const efforts = picture.mime === 'image/png' ? [QUICK, SLOW] : [SLOW]
  const fitsWebp = Math.max(picture.width, picture.height) <= WEBP_PX
  let best = await (picture.mime === 'image/png' ? asPng() : asWebp(QUICK))
  for (const effort of fitsWebp ? efforts : []) {
    if (best.data.length <= limit) break
    const copy = await asWebp(effort).catch(notSmaller)
    if (copy && copy.data.length < best.data.length) best = copy
  }
  return best
}

/** The picture has been decoded once without fault: that a slower way fails (by time) says nothing about it. */
function notSmaller(error: Error): null {
  log().info({ reason: error.message }, 'clean copy could not be made smaller')
  return null
}
