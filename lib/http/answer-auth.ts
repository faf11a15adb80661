import 'server-only'
import { NextRequest } from 'next/server'
import { addressOf } from '@/lib/address'
import { readCookies } from '@/lib/auth/cookie'
import { deviceCookie } from '@/lib/auth/device'
import { runNextAuth } from '@/lib/auth/next-auth'
import { normalizeEmail } from '@/lib/auth/schema'
import { env } from '@/lib/env'
import { newId } from '@/lib/id'
import { consume } from '@/lib/limit'
import { localeCookie, pickLocale } from '@/lib/locale'
import { log } from '@/lib/log'
import { Refusal } from '@/lib/refusal'
import { refusalAnswer } from './answer'
import { alsoForget } from './forget-cache'
import { ownOrigin } from './origin'

const FORM_BYTES = 16_384

/**
 * `/api/auth/*`: next-auth behind our own checks. Its own CSRF token guards writes (a program may come without an
 * Origin); an Origin that is not ours is refused all the same. Too many wrong passwords are a 429, a limiter that
 * cannot be asked is a 503: nobody gets in uncounted.
 */
export async function answerAuth(request: NextRequest): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? newId()
  const jar = readCookies(request.headers.get('cookie'))
  const locale = pickLocale(jar.get(localeCookie), request.headers.get('accept-language'))
  const answer = await perform(request).catch((error: unknown) => {
    log().error({ err: error, requestId }, 'sign-in failed')
    return new Refusal('internal', { values: { requestId } })
  })
  const response = answer instanceof Refusal ? await refusalAnswer(answer, locale) : answer
  response.headers.set('x-request-id', requestId)
  const isSignOut = request.method === 'POST' && request.nextUrl.pathname.endsWith('/signout')
  if (isSignOut && !(answer instanceof Refusal)) alsoForget(response.headers)
  response.headers.set('cache-control', 'private, no-store')
  return response
}

async function perform(request: NextRequest): Promise<Response | Refusal> {
  const write = request.method === 'POST'
  if (write && request.headers.has('origin') && !ownOrigin(request.headers)) return new Refusal('bad_origin')
  const form = write ? await readForm(request) : null
  if (form instanceof Refusal) return form
  if (write && request.nextUrl.pathname.endsWith('/signin/nodemailer')) {
    const email = normalizeEmail(form?.get('email') ?? '')
    if (!email) return new Refusal('invalid_input', { fields: { email: { key: 'email_invalid' } } })
    const allowed = await consume('mail', [`address:${addressOf(request.headers)}`, `mail:${email}`])
    if (!allowed.ok) return new Refusal('rate_limited', { retryAfter: allowed.retryAfter })
  }
  const own = atOwnUrl(request, form)
  if (!own) return new Refusal('bad_request')
  const { response, outcome } = await runNextAuth(own)
  if (outcome.failure) {
    log().error({ err: outcome.failure }, 'password check failed')
    return new Refusal('unavailable', { retryAfter: 5 })
  }
  if (outcome.retryAfter) return new Refusal('rate_limited', { retryAfter: outcome.retryAfter })
  if (!outcome.signedIn) return new Response(response.body, response)
  const known = new Response(response.body, response)
  known.headers.append('set-cookie', deviceCookie(request.headers.get('cookie'), outcome.signedIn))
  return known
}

/** The request as it looks from outside: next-auth makes its links and redirects from the URL. */
function atOwnUrl(request: NextRequest, form: URLSearchParams | null): NextRequest | null {
  const base = env().appUrl ?? `http://${request.headers.get('host')}`
  if (!URL.canParse(base)) return null
  const url = new URL(request.nextUrl.pathname + request.nextUrl.search, new URL(base).origin)
  const headers = new Headers(request.headers)
  if (!form) return new NextRequest(url, { headers, method: request.method })
  headers.delete('content-length')
  headers.set('content-type', 'application/x-www-form-urlencoded')
  return new NextRequest(url, { headers, method: 'POST', body: form.toString() })
}

/** A form's fields, or a JSON object of strings as the same. */
async function readForm(request: Request): Promise<URLSearchParams | Refusal> {
  const type = request.headers.get('content-type') ?? ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > FORM_BYTES) return new Refusal('too_large', { values: { limit: FORM_BYTES / 1_024 } })
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  if (!/^application\/json\s*(;|$)/i.test(type)) return new URLSearchParams(text)
  const fields = jsonObject(text)
  const flat =
    fields &&
    Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string')
  return flat ? new URLSearchParams(flat) : new Refusal('bad_request')
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
