// Free of zod, for forms.

/** Of KIE's price. */
export const MOST_TIMES = 1_000
/** For one run. */
export const MOST_CREDITS = 1_000_000
