import 'server-only'
import { decode } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { authSecret } from '@/lib/secret'

/** Cookies are for https alone where people come by https. */
export const secureCookies = (): boolean => env().appUrl?.startsWith('https:') ?? false

/** next-auth's own name; also the salt of its token. */
export const sessionCookieName = () => `${secureCookies() ? '__Secure-' : ''}authjs.session-token`

/** The cookies of a request header. The first of a name counts, as everywhere else. */
export function readCookies(header: string | null): Map<string, string> {
  const jar = new Map<string, string>()
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !jar.has(name)) jar.set(name, pair.slice(at + 1).trim())
  }
  return jar
}

/** next-auth cuts long tokens into `name.0`, `name.1`, … */
function tokenIn(header: string | null): string | null {
  const name = sessionCookieName()
  const jar = readCookies(header)
  const whole = jar.get(name)
  if (whole) return whole
  const chunks: string[] = []
  for (let n = 0; ; n++) {
    const chunk = jar.get(`${name}.${n}`)
    if (!chunk) return chunks.length > 0 ? chunks.join('') : null
    chunks.push(chunk)
  }
}

type Opened = { sessionId: string; expiresAtMs: number }

// Opening a token takes 0.7 ms (key derivation and decryption, both pure): as long as the query that follows.
// What a token says never changes, so the last ones are remembered; whether it still counts the database decides.
const REMEMBERED = 5_000
const MAX_TOKEN = 4_096
const opened = new Map<string, Opened>()

/** The session that a request's cookie names; null without a token of ours that has not run out. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const token = tokenIn(cookieHeader)
  if (!token || token.length > MAX_TOKEN) return null
  const found = opened.get(token) ?? (await open(token))
  if (!found || found.expiresAtMs <= Date.now()) return null
  return found.sessionId
}

async function open(token: string): Promise<Opened | null> {
  const payload = await decode({ token, secret: authSecret(), salt: sessionCookieName() }).catch(() => null)
  if (typeof payload?.sid !== 'string' || typeof payload.exp !== 'number') return null
  const found = { sessionId: payload.sid, expiresAtMs: payload.exp * 1_000 }
  const oldest = opened.size >= REMEMBERED ? opened.keys().next().value : undefined
  if (oldest !== undefined) opened.delete(oldest)
  opened.set(token, found)
  return found
}
