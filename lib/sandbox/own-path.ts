import 'server-only'

const SERVED = '/files/'

/** The path of a file of ours in an address, whatever its host and port (a restart may change them), or null. */
export function ownPath(url: URL): string | null {
  if (!url.pathname.startsWith(SERVED)) return null
  try {
    return decodeURIComponent(url.pathname.slice(SERVED.length))
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
