import type { Answer, Client } from './client'

// What somebody with a link does: looks at its page, sends the form of its door.

export const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36' }

export const open = (who: Client, path: string) => who.call('GET', path, { headers: BROWSER })

export const send = (who: Client, path: string, form: Record<string, string> = {}) =>
  who.call('POST', path, { body: new URLSearchParams(form), origin: 'null', headers: BROWSER })

/** What the results on a page are called. */
export const keysOf = ({ text }: Answer): string[] => [
  ...new Set([...text.matchAll(/\/f\/([\w-]+)\//g)].map(([, key]) => key ?? '')),
]

/** A page without what differs from one answer to the next: the nonce, and the token that was asked for. */
export const bare = ({ text }: Answer, path: string): string =>
  text.replaceAll(/nonce="[^"]+"/g, '').replaceAll(path, '')
