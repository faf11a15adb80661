// What a link may be. Browser-safe: the dialog says the same as the server.

/** Results of one link; of a larger board its first ones. */
export const SHARE_ITEMS_MAX = 200
export const SHARE_TITLE_MAX = 120
/** How long a link lives unless said otherwise, and at most (days). */
export const SHARE_DAYS = 7
export const SHARE_DAYS_MAX = 365
export const SHARE_VIEWS_MAX = 1_000_000
export const SHARE_PASSWORD_MIN = 8
export const SHARE_PASSWORD_MAX = 200
/** Links on a page of the list of all. */
export const SHARES_PAGE = 50
