import sharp from 'sharp'
import { fitBackdrop, unlikeShare } from './backdrop.ts'
import { cutOut } from './cut.ts'
import { toLab } from './lab.ts'
import { applyMatte, type Picture } from './matte.ts'
import { tidy } from './regions.ts'
import { saliency } from './saliency.ts'
import { superpixels } from './superpixels.ts'

/** Longest side, in px, on which subject and background are told apart. */
const WORKING_SIDE = 400
/** Longest side on which the outline's surroundings are measured. */
const MIDDLE_SIDE = 800
/** A picture of this side is worked on at half its size: in tests and thumbnails the time counts more. */
const SMALL_SIDE = 320
/** Smallest share of the picture that a subject has. */
const LEAST_SUBJECT = 0.004
/** Working pixels for each patch of like colour, and how many patches there are at most and at least. */
const PATCH_PIXELS = 150
const [LEAST_PATCHES, MOST_PATCHES] = [150, 400]
/** Alpha below which a pixel of the picture given counts as already removed. */
const GONE = 12

/**
 * Cuts the subject out of a picture (JPEG, PNG or WebP bytes) and returns a PNG of the same size with transparency.
 * Classical methods only: saliency by boundary connectivity, a smooth backdrop, GrabCut, guided filtering.
 */
export async function removeBackground(bytes: Uint8Array): Promise<Buffer> {
  const { data, info } = await sharp(bytes, { failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const picture: Picture = { data, width: info.width, height: info.height }
  const given = transparency(picture)
  if (given < 0.02) {
    const [working, middle] = await Promise.all([
      scaled(picture, workingSide(picture)),
      scaled(picture, MIDDLE_SIDE),
    ])
    applyMatte(picture, middle, subjectMask(working))
  }
  return sharp(picture.data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .png({ compressionLevel: 6, adaptiveFiltering: info.width * info.height < 2_000_000 })
    .toBuffer()
}

/** 0 and 1 per pixel of a small picture. Where nothing stands out at all, everything is subject. */
function subjectMask(working: Picture): Picture {
  const { width, height } = working
  const all: Picture = { data: new Uint8Array(width * height).fill(1), width, height }
  const lab = toLab(working.data, width, height, 4)
  const wanted = Math.max(LEAST_PATCHES, Math.min(MOST_PATCHES, (width * height) / PATCH_PIXELS))
  const patches = superpixels(lab, wanted)
  const likely = saliency(patches, width, height)
  const salient = Float32Array.from(patches.of, (patch) => likely[patch] ?? 0)
  const backdrop = fitBackdrop(lab, salient)
  if (backdrop && unlikeShare(lab, backdrop) < LEAST_SUBJECT) return all
  for (const behind of backdrop ? [backdrop, null] : [null]) {
    const mask = tidy(cutOut(lab, { salient, backdrop: behind }), lab, salient, behind !== null)
    const share = mask.reduce((sum, side) => sum + side, 0) / mask.length
    if (share > LEAST_SUBJECT) return { data: mask, width, height }
  }
  return all
}

function workingSide({ width, height }: Picture): number {
  const side = Math.max(width, height)
  return side <= SMALL_SIDE ? Math.ceil(side / 2) : WORKING_SIDE
}

/** Share of pixels that are transparent already. */
function transparency({ data }: Picture): number {
  let gone = 0
  for (let at = 3; at < data.length; at += 4) if (data[at]! < GONE) gone++
  return gone / (data.length / 4)
}

async function scaled({ data, width, height }: Picture, side: number): Promise<Picture> {
  const { data: small, info } = await sharp(data, { raw: { width, height, channels: 4 } })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true, kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: small, width: info.width, height: info.height }
}
