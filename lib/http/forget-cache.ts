import 'server-only'

/** Has the browser forget what it kept of ours: pictures of whoever signs out would else stay in a shared computer. */
const forgetCache = { 'clear-site-data': '"cache"' }

/** An answer without content that says so. */
export const doneAndForgotten = (): Response => new Response(null, { status: 204, headers: forgetCache })

/** The same said beside an answer that somebody else made. */
export function alsoForget(headers: Headers): void {
  for (const [name, value] of Object.entries(forgetCache)) headers.set(name, value)
}
