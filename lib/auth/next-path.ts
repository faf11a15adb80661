import 'server-only'

/** Stands for our own origin while a path is read; never shown. */
const HERE = 'http://loupe.invalid'
const HOME = '/studio'

/**
 * Where to go after signing in: a path of ours, or `/studio` for anything that a browser could read as elsewhere
 * (`//host`, `/\host`, `javascript:`, tabs and newlines that browsers drop) or that would loop or act.
 */
export function nextPath(given: unknown): string {
  if (typeof given !== 'string' || given.length > 500 || !/^\/(?![/\\])[^\\\p{C}]*$/u.test(given)) return HOME
  if (!URL.canParse(given, HERE)) return HOME
  const url = new URL(given, HERE)
  if (url.origin !== HERE || url.pathname.startsWith('//')) return HOME
  return /^\/(sign-in|sign-up|api)(\/|$)/.test(url.pathname) ? HOME : url.pathname + url.search + url.hash
}
