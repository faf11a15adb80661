import type { MediaKind, MediaLimits } from '@/lib/catalog/schema'
import type { FieldProblem } from '@/lib/refusal'
import { MAX_BYTES, MAX_PIXELS, MEGABYTE, takenTypes } from './bounds'

/** A file's measures. Sides and length are null while nobody has read them, and where a kind has none. */
export type FileFacts = {
  mime: string
  bytes: number
  width?: number | null | undefined
  height?: number | null | undefined
  durationMs?: number | null | undefined
}

/** What any file must keep to, whatever model it is for. */
export const intakeLimits: Record<MediaKind, MediaLimits> = {
  image: { accept: takenTypes.image, maxFileBytes: MAX_BYTES.image, maxPixels: MAX_PIXELS },
  video: { accept: takenTypes.video, maxFileBytes: MAX_BYTES.video },
  audio: { accept: takenTypes.audio, maxFileBytes: MAX_BYTES.audio },
}

/** What people call a type: `PNG`. */
export const typeLabels: Readonly<Record<string, string>> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'video/mp4': 'MP4',
  'video/quicktime': 'MOV',
  'video/webm': 'WebM',
  'audio/mpeg': 'MP3',
  'audio/wav': 'WAV',
  'audio/mp4': 'M4A',
  'audio/aac': 'AAC',
  'audio/ogg': 'OGG',
  'audio/flac': 'FLAC',
  'text/plain': 'TXT',
  'application/json': 'JSON',
}

/** That a file has none of the accepted types. */
export function wrongType(
  accept: readonly string[] = [...takenTypes.image, ...takenTypes.video, ...takenTypes.audio],
): FieldProblem {
  const names = accept.flatMap((mime) => typeLabels[mime] ?? [])
  return { key: 'file_type', values: { types: names.join(', ') } }
}

/** That a file has more than these bytes. */
export const tooLarge = (bytes: number): FieldProblem => ({
  key: 'file_too_large',
  values: { limit: round(bytes / MEGABYTE) },
})

/** The first limit that a file breaks, as a word key with its numbers, or null. The browser asks the same. */
export function mediaProblem(limits: MediaLimits, file: FileFacts): FieldProblem | null {
  if (!limits.accept.includes(file.mime)) return wrongType(limits.accept)
  if (file.bytes === 0) return { key: 'file_empty' }
  if (file.bytes > limits.maxFileBytes) return tooLarge(limits.maxFileBytes)
  const problem = file.width && file.height ? sizeProblem(limits, file.width, file.height) : null
  return problem ?? (file.durationMs ? lengthProblem(limits, file.durationMs) : null)
}

/** Encoders round to whole frames: what was cut to 15 seconds may last 15.04. */
const SPARE_MS = 100

function lengthProblem({ minSeconds, maxSeconds }: MediaLimits, durationMs: number): FieldProblem | null {
  if (minSeconds !== undefined && durationMs < minSeconds * 1_000 - SPARE_MS) {
    return { key: 'file_seconds_min', values: { min: minSeconds } }
  }
  if (maxSeconds !== undefined && durationMs > maxSeconds * 1_000 + SPARE_MS) {
    return { key: 'file_seconds_max', values: { max: maxSeconds } }
  }
  return null
}

function sizeProblem(limits: MediaLimits, width: number, height: number): FieldProblem | null {
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
