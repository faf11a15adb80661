// Free of zod, for forms.

/** Of KIE's price. */
export const MOST_TIMES = 1_000
/** For one run. */
export const MOST_CREDITS = 1_000_000
/** Jobs of one person. */
export const MOST_AT_ONCE = 10_000
/** Each is named by an admin. */
export const MOST_GROUPS = 200
