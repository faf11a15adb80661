// Free of zod: the editor works with the same numbers.

/** A side of a finished picture in px. A WebP cannot have more. */
export const MIN_SIDE = 16
export const MAX_SIDE = 16_383
/** Per cent of the finished picture's shorter side. */
export const MAX_MARGIN = 40
export const MAX_OFFSET = 20
export const MAX_BLUR = 10
export const MIN_QUALITY = 40
/** A pixel at least this opaque (of 255) belongs to the subject. */
export const SUBJECT_ALPHA = 10
/** So many presets a person may keep, under names this long. */
export const FINISH_PRESETS_MAX = 100
export const FINISH_PRESET_NAME_MAX = 60

export const finishFormats = ['png', 'jpeg', 'webp'] as const
