import 'server-only'

/**
 * Where a route's answer says how many bytes follow, on its way through Next to our own server: Next drops a route's
 * `content-length`, and without it a browser shows no progress and a HEAD tells nothing.
 */
export const LENGTH_HEADER = 'x-loupe-length'
