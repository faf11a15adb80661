/** How long an account can still be kept after its person asked to have it deleted. */
export const CLOSING_DAYS = 7
