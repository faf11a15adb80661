import 'server-only'
import { createHash } from 'node:crypto'
import { lookup as systemLookup } from 'node:dns/promises'
import { createWriteStream } from 'node:fs'
import { isIP, type LookupFunction } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Agent, type Dispatcher, request } from 'undici'
import { isPublicAddress } from './address'
import { dropTemp, tempPath } from './temp'

type RefusedFetch = 'url' | 'address' | 'redirect' | 'encoded' | 'too_large' | 'status'

export type FetchOutcome =
  /** The bytes lie at `path`; whoever asked removes or keeps the file. */
  | { kind: 'fetched'; path: string; bytes: number; sha256: string }
  /** Never to be tried again as it is. */
  | { kind: 'refused'; reason: RefusedFetch }
  /** The other side says that it is not there (any more). */
  | { kind: 'gone' }
  /** Later may go better: no answer, too slow, 429 or 5xx. */
  | { kind: 'unavailable'; message: string }

type Resolved = { address: string; family: number }

export type FetchOptions = {
  /** Most bytes of the body. */
  maxBytes: number
  /** For all of it, from the name's look-up to the last byte. */
  timeoutMs: number
  /** Longest silence (default 15 s). */
  idleMs?: number
  /** Origins that may be anywhere, in the house's own network too (design S4). */
  trustedOrigins: readonly string[]
  signal?: AbortSignal | undefined
  /** Who resolves names; tests put their own here. */
  lookup?: (hostname: string) => Promise<Resolved[]>
}

const IDLE_MS = 15_000
const GONE = [403, 404, 410]
const LATER = [408, 425, 429]

const resolveAll = (hostname: string) => systemLookup(hostname, { all: true })

/**
 * The only way in which Loupe reads an address that it was given (by a person, or in an upstream's answer): https on
 * port 443 without credentials; every address of the name must be public, and exactly those are connected to, so
 * that a second look-up cannot answer otherwise; no redirects, no compression, bytes and time capped.
 */
export async function fetchRemote(address: string, options: FetchOptions): Promise<FetchOutcome> {
  const url = readUrl(address)
  const trusted = url !== null && options.trustedOrigins.includes(url.origin)
  if (!url || !isAllowed(url, trusted)) return { kind: 'refused', reason: 'url' }
  const limit = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit
  const resolved = await addressesOf(url, options, signal).catch(unavailable)
  if ('kind' in resolved) return resolved
  if (!trusted && !resolved.every(({ address }) => isPublicAddress(address))) {
    return { kind: 'refused', reason: 'address' }
  }
  const agent = new Agent({
    connect: { lookup: pinned(resolved) },
    headersTimeout: options.idleMs ?? IDLE_MS,
    bodyTimeout: options.idleMs ?? IDLE_MS,
  })
  try {
    const answer = await request(url, {
      dispatcher: agent,
      signal,
      headers: { 'accept-encoding': 'identity' },
    })
    // A body that is left unread ends with an error when the connection is closed below; nobody waits for it.
    answer.body.on('error', () => undefined)
    return refusedAnswer(answer, options.maxBytes) ?? (await keep(answer, options.maxBytes, signal))
  } catch (error) {
    return unavailable(error)
  } finally {
    await agent.destroy()
  }
}

function readUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}

function isAllowed(url: URL, trusted: boolean): boolean {
  if (url.username || url.password) return false
  if (trusted) return url.protocol === 'https:' || url.protocol === 'http:'
  return url.protocol === 'https:' && url.port === ''
}

/** An address in the URL stands for itself; `URL` has brought every spelling of it into one form. */
async function addressesOf(url: URL, options: FetchOptions, signal: AbortSignal): Promise<Resolved[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  if (family) return [{ address: host, family }]
  const found = await orAborted((options.lookup ?? resolveAll)(host), signal)
  if (found.length === 0) throw new Error('The name has no address')
  return found
}

function orAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** A look-up that answers what was checked, whatever the name says by now. */
function pinned(resolved: Resolved[]): LookupFunction {
  return (_hostname, options, done) => {
    const [first] = resolved
    if (options.all) done(null, resolved)
    else if (first) done(null, first.address, first.family)
  }
}

function refusedAnswer(
  { statusCode, headers }: Dispatcher.ResponseData,
  maxBytes: number,
): FetchOutcome | null {
  if (GONE.includes(statusCode)) return { kind: 'gone' }
  if (statusCode >= 500 || LATER.includes(statusCode)) return unavailable(new Error(`HTTP ${statusCode}`))
  if (statusCode >= 300 && statusCode < 400) return { kind: 'refused', reason: 'redirect' }
  if (statusCode !== 200) return { kind: 'refused', reason: 'status' }
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    return { kind: 'refused', reason: 'encoded' }
  return Number(headers['content-length'] ?? 0) > maxBytes ? { kind: 'refused', reason: 'too_large' } : null
}

class TooLarge extends Error {}

async function keep(
  { body }: Dispatcher.ResponseData,
  maxBytes: number,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  const path = await tempPath()
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) return done(new TooLarge())
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(body, count, createWriteStream(path, { flags: 'wx' }), { signal })
    return { kind: 'fetched', path, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    await dropTemp(path)
    if (error instanceof TooLarge) return { kind: 'refused', reason: 'too_large' }
    return unavailable(error)
  }
}

function unavailable(error: unknown): { kind: 'unavailable'; message: string } {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return { kind: 'unavailable', message: cause instanceof Error ? cause.message : String(cause) }
}
