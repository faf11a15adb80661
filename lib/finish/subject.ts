import 'server-only'
import { openPicture, openPixels, type Pixels } from '@/lib/files/decode'
import { SUBJECT_ALPHA } from './bounds'
import type { Box, Size } from './layout'

/**
 * The part of an upright picture that is not see-through, in px: all of it where nothing is, and where everything is.
 * The search itself runs in libvips, so that the process stays free.
 */
export async function subjectOf(path: string, { width, height }: Size): Promise<Box> {
  const whole = { left: 0, top: 0, width, height }
  const { hasAlpha } = await openPicture(path).metadata()
  if (!hasAlpha) return whole
  const alpha: Pixels = await openPicture(path)
    .autoOrient()
    .ensureAlpha()
    .extractChannel('alpha')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { info } = await openPixels(alpha)
    .trim({ background: '#000', threshold: SUBJECT_ALPHA })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { trimOffsetLeft = 0, trimOffsetTop = 0 } = info
  return info.width > 0 && info.height > 0
    ? { left: -trimOffsetLeft, top: -trimOffsetTop, width: info.width, height: info.height }
    : whole
}
