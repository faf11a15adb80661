import type { FieldProblem } from '@/lib/refusal'
import { MAX_PIXELS, MAX_UPLOAD_BYTES, MEGABYTE, pictureTypes } from './bounds'

/** What a model takes. Bytes count 1 MB as 1,048,576. */
export type PictureLimits = {
  maxFileBytes: number
  accept: readonly string[]
  minSidePx?: number | undefined
  maxSidePx?: number | undefined
  maxPixels?: number | undefined
}

/** A picture's measures; the sides are null while nobody has read them. */
export type PictureFacts = { mime: string; bytes: number; width: number | null; height: number | null }

/** What any picture must keep to, whatever model it is for. */
export const intakeLimits: PictureLimits = {
  maxFileBytes: MAX_UPLOAD_BYTES,
  accept: pictureTypes,
  maxPixels: MAX_PIXELS,
}

/** The first limit that a picture breaks, as a word key with its numbers, or null. */
export function pictureProblems(limits: PictureLimits, picture: PictureFacts): FieldProblem | null {
  if (!limits.accept.includes(picture.mime)) return { key: 'file_type' }
  if (picture.bytes === 0) return { key: 'file_empty' }
  if (picture.bytes > limits.maxFileBytes) {
    return { key: 'file_too_large', values: { limit: round(limits.maxFileBytes / MEGABYTE) } }
  }
  const { width, height } = picture
  return width === null || height === null ? null : sizeProblem(limits, width, height)
}

function sizeProblem(limits: PictureLimits, width: number, height: number): FieldProblem | null {
  const { minSidePx, maxSidePx, maxPixels } = limits
  if (minSidePx !== undefined && Math.min(width, height) < minSidePx) {
    return { key: 'file_sides_min', values: { min: minSidePx } }
  }
  if (maxSidePx !== undefined && Math.max(width, height) > maxSidePx) {
    return { key: 'file_sides_max', values: { max: maxSidePx } }
  }
  if (maxPixels !== undefined && width * height > maxPixels) {
    return { key: 'file_pixels', values: { limit: round(maxPixels / 1_000_000) } }
  }
  return null
}

const round = (number: number) => Math.round(number * 10) / 10
