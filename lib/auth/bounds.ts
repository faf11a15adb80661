/** Letters that a new password has at least. Browser-safe. */
export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 256
