/** Credits that an admin moves at once, for one person. Browser-safe. */
export const MOST_MOVED = 1_000_000
/** Letters of the reason that an admin gives for any act. */
export const REASON_MAX = 300
/** Codes of one batch. */
export const MOST_CODES = 10_000
/** Redemptions of one code. */
export const MOST_USES = 10_000
/** People who are granted credits by one request. */
export const MOST_GRANTED = 500
/** Lines of a file that people are granted credits from. */
export const MOST_LINES = 10_000
/** Of such a file. */
export const MOST_FILE_BYTES = 3 * 1_048_576
