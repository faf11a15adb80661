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

export const isLoopback = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
