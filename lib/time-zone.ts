/** Written by the page's first script, so that the server writes times as the visitor's clock shows them. */
export const timeZoneCookie = 'tz'

/** A zone that Intl knows, else UTC. */
export function pickTimeZone(cookieValue: string | undefined): string {
  if (!cookieValue) return 'UTC'
  try {
    const zone = decodeURIComponent(cookieValue)
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return 'UTC'
    throw error
  }
}
