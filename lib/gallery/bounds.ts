/** Results that are loaded and laid out together. */
export const BLOCK = 120
/** Results of one page at most. */
export const PAGE_MAX = 200
/** Results that one act may be about: a selection. */
export const CHOSEN_MAX = 2_000
/** Boards that a person may have, and results on one. */
export const BOARDS_MAX = 500
export const BOARD_MAX = 10_000
/** Characters of a board's name. */
export const BOARD_NAME_MAX = 80
/** Characters that are searched for. */
export const SEARCH_MAX = 200
/** Files that one ZIP holds at most. */
export const ZIP_MAX = 10_000
