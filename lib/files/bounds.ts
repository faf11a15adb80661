// Free of zod: the browser checks files with the same numbers.

export const MEGABYTE = 1_048_576

/** What people may bring at all, before a model's own limits (design S1). */
export const takenTypes = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  video: ['video/mp4', 'video/quicktime', 'video/webm'],
  audio: ['audio/mpeg', 'audio/wav', 'audio/mp4', 'audio/aac', 'audio/ogg', 'audio/flac'],
} as const
export const pictureTypes = takenTypes.image

/** The largest limit of any model, by kind. */
export const MAX_BYTES = { image: 50 * MEGABYTE, video: 500 * MEGABYTE, audio: 200 * MEGABYTE } as const
/** And so the most that an upload may weigh. */
export const MAX_UPLOAD_BYTES = MAX_BYTES.video
export const MAX_PIXELS = 50_000_000

/** What a browser may send for a film (a picture of it) and for a sound (its loudness, as numbers from 0 to 1). */
export const MAX_POSTER_BYTES = 524_288
export const MAX_PEAKS_BYTES = 4_096
export const MIN_PEAKS = 128
export const MAX_PEAKS = 512
