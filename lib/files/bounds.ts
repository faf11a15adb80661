// Free of zod: the browser checks pictures with the same numbers.

/** What pictures people may bring at all, before a model's own limits (design S1). */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export const MEGABYTE = 1_048_576
/** The largest limit of any model, and so the most that an upload may weigh. */
export const MAX_UPLOAD_BYTES = 10 * MEGABYTE
export const MAX_PIXELS = 50_000_000
