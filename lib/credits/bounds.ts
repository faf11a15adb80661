/** Credits that an admin moves at once, for one person. Browser-safe. */
export const MOST_MOVED = 1_000_000
/** Letters of the reason that an admin gives. */
export const REASON_MAX = 200
/** People who are granted credits by one request. */
export const MOST_GRANTED = 500
