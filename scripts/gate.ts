import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from '@/lib/env'
import { LENGTH_HEADER } from '@/lib/http/length'
import { newId } from '@/lib/id'
import { log } from '@/lib/log'

/** Headers by which Next's own parts speak to each other; from outside they are never true. */
const INTERNAL =
  /^(x-middleware-|x-invoke-|x-matched-path|x-now-|x-nextjs-|x-loupe-|x-nonce|content-security-policy)/

/** A link's picture in another site's frame. */
const EMBEDDED = /^\/s\/[^/?]+\/embed(?:\?|$)/

/** What a form is answered in a hidden frame of our own pages: why a ZIP was refused is read there. */
const FRAMED = /^\/api\/gallery\/zip(?:\?|$)/

/**
 * What every request passes before Next sees it: a request id, the caller's real address, no internal headers, and the
 * response headers that hold everywhere. False: it was answered here.
 */
export function admit(request: IncomingMessage, response: ServerResponse, dev: boolean): boolean {
  const requestId = newId()
  for (const name of Object.keys(request.headers)) if (INTERNAL.test(name)) delete request.headers[name]
  const nonce = randomBytes(16).toString('base64')
  const isFramed = FRAMED.test(request.url ?? '')
  const policy = contentPolicy(nonce, dev, isFramed)
  Object.assign(request.headers, {
    'x-request-id': requestId,
    'x-loupe-address': callerAddress(request),
    'x-nonce': nonce,
    'content-security-policy': policy,
  })
  setDefaults(response, {
    'x-request-id': requestId,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    // The one page that others may frame says so itself (`frame-ancestors`), which older readers of this do not see.
    ...(EMBEDDED.test(request.url ?? '') ? {} : { 'x-frame-options': isFramed ? 'SAMEORIGIN' : 'DENY' }),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    ...(env().appUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  })
  cutSlowBody(request)
  drainWhenDone(request, response)
  logWhenDone(request, response, requestId)
  if (request.url?.startsWith('/')) return true
  // An absolute address would make us a proxy.
  response.writeHead(400).end()
  return false
}

/** Headers that hold unless the answer sets its own: written at the last moment, since Next appends to what is there. */
function setDefaults(response: ServerResponse, defaults: Record<string, string>): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse
  response.writeHead = (...args: unknown[]) => {
    for (const [name, value] of Object.entries(defaults)) {
      if (!response.headersSent && !response.hasHeader(name)) response.setHeader(name, value)
    }
    if (!response.headersSent) tellLength(response)
    return writeHead(...args)
  }
}

/** The length that a route told, unless its bytes were compressed since. */
function tellLength(response: ServerResponse): void {
  const length = response.getHeader(LENGTH_HEADER)
  if (length === undefined) return
  response.removeHeader(LENGTH_HEADER)
  if (!response.hasHeader('content-encoding')) response.setHeader('content-length', length)
}

function contentPolicy(nonce: string, dev: boolean, isFramed: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    // For `FRAMED`; whatever else is put into a frame refuses to be there.
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${isFramed ? "'self'" : "'none'"}`,
  ].join('; ')
}

/** The socket's address, or the one that the outermost of our own proxies saw (`TRUSTED_PROXIES`). */
function callerAddress(request: IncomingMessage): string {
  const socket = request.socket.remoteAddress ?? 'unknown'
  const { trustedProxies } = env()
  if (trustedProxies === 0) return socket
  const said = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return said.at(-trustedProxies) ?? said[0] ?? socket
}

const BODY_MS = 120_000
const UPLOADS = /^\/api\/uploads(?:\?|$)/

/** A body that trickles in would hold its connection for ever; uploads are ended by their own reader when they fall silent. */
function cutSlowBody(request: IncomingMessage): void {
  if (request.method === 'GET' || request.method === 'HEAD' || UPLOADS.test(request.url ?? '')) return
  const cut = setTimeout(() => {
    if (!request.complete) request.socket.destroy()
  }, BODY_MS)
  cut.unref()
  request.once('close', () => clearTimeout(cut))
}

const DRAIN_MS = 5_000

/**
 * An answer that was given before the body had come (401, 413, 429) leaves the rest of the body on the connection,
 * where the next request would read it. Node leaves that to us, since Next has begun to read.
 */
function drainWhenDone(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return
    const cut = setTimeout(() => request.socket.destroy(), DRAIN_MS)
    request.once('close', () => clearTimeout(cut))
    request.once('end', () => clearTimeout(cut))
    request.resume()
  })
}

function logWhenDone(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const started = performance.now()
  const path = request.url?.split('?')[0] ?? ''
  response.once('close', () => {
    if (path.startsWith('/_next/')) return
    const ms = Math.round(performance.now() - started)
    log().info(
      { requestId, method: request.method, path: shortened(path), status: response.statusCode, ms },
      'request',
    )
  })
}

/** Paths that carry a secret (links, callbacks) are not logged whole. */
const shortened = (path: string) =>
  path.replace(/^\/(setup|invite|reset|s|api\/kie\/callback\/[^/]+\/[^/]+)\/.+$/, '/$1/…')
