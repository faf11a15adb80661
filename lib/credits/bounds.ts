/** Credits that an admin moves at once, for one person. Browser-safe. */
export const MOST_MOVED = 1_000_000
/** Letters of the reason that an admin gives. */
export const REASON_MAX = 200
/** Codes of one batch. */
export const MOST_CODES = 10_000
/** Redemptions of one code. */
export const MOST_USES = 10_000
/** People who are granted credits by one request. */
export const MOST_GRANTED = 500
