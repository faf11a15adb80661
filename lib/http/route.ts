import 'server-only'
import type { z } from 'zod'
import { addressOf } from '@/lib/address'
import { isConfirmed } from '@/lib/auth/confirm'
import { type SessionUser, sessionUser } from '@/lib/auth/session'
import { isCrowded } from '@/lib/gate'
import { newId } from '@/lib/id'
import { consume, type LimitName } from '@/lib/limit'
import { type Locale, pickLocale } from '@/lib/locale'
import { log } from '@/lib/log'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'
import { refusalAnswer } from './answer'
import { readJson } from './body'
import { LENGTH_HEADER } from './length'
import { ownOrigin } from './origin'

type Auth = 'none' | 'user' | 'admin'

type Call<Body, A extends Auth, Query> = {
  request: Request
  params: Record<string, string>
  /** The `[id]` of the address; empty where it has none. */
  id: string
  query: Query
  body: Body
  user: A extends 'none' ? SessionUser | null : SessionUser
  locale: Locale
  /** The caller's network address, set by our own server from the socket and `TRUSTED_PROXIES`. */
  address: string
  requestId: string
}

type Definition<Body, A extends Auth, Query> = {
  auth: A
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** Bytes of JSON accepted (256 kB unless said). */
  maxBytes?: number
  limit?: LimitName
  /** A sensitive act: who is asking has proved within the last 15 minutes who they are. */
  confirmed?: true
  /** Where the caller is a program and not a page (KIE's callback), no Origin is expected. */
  anyOrigin?: true
  run: (call: Call<Body, A, Query>) => Promise<unknown>
}

/** When to come again where too many wait already. */
const CROWDED_SECONDS = 5

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Every route of Loupe: who asks, from where, how often, with what; then `run`, whose `Response`, `Refusal` or plain
 * value becomes the answer. What is thrown is logged with the request's id and answered as 500 without detail.
 */
export function route<Body = undefined, A extends Auth = 'user', Query = undefined>(
  definition: Definition<Body, A, Query>,
) {
  return async (
    request: Request,
    context: { params: Promise<Record<string, string | string[]> | undefined> },
  ): Promise<Response> => {
    const requestId = request.headers.get('x-request-id') ?? newId()
    const locale = pickLocale(cookie(request, 'locale'), request.headers.get('accept-language'))
    const answer = await perform(definition, request, context, requestId, locale).catch((error: unknown) => {
      if (isCrowded(error)) return new Refusal('busy', { retryAfter: CROWDED_SECONDS })
      log().error({ err: error, requestId, path: new URL(request.url).pathname }, 'request failed')
      return new Refusal('internal', { values: { requestId } })
    })
    const response = answer instanceof Refusal ? await refusalAnswer(answer, locale) : asResponse(answer)
    response.headers.set('x-request-id', requestId)
    const length = response.headers.get('content-length')
    if (length) response.headers.set(LENGTH_HEADER, length)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store')
    return response
  }
}

async function perform<Body, A extends Auth, Query>(
  definition: Definition<Body, A, Query>,
  request: Request,
  context: { params: Promise<Record<string, string | string[]> | undefined> },
  requestId: string,
  locale: Locale,
): Promise<unknown> {
  if (!definition.anyOrigin && !SAFE_METHODS.has(request.method) && !ownOrigin(request.headers)) {
    return new Refusal('bad_origin')
  }
  // Next gives a route without parts in its path no params at all.
  const params = joined((await context.params) ?? {})
  if (!Object.values(params).every(plausible)) return new Refusal('not_found')
  const user = await sessionUser(request.headers.get('cookie'))
  if (definition.auth !== 'none' && !user) return new Refusal('unauthorized')
  if (definition.auth === 'admin' && user?.role !== 'admin') return new Refusal('forbidden')
  if (definition.confirmed && user && !isConfirmed(user)) return new Refusal('confirm_password')
  const address = addressOf(request.headers)
  if (definition.limit) {
    const allowed = await consume(
      definition.limit,
      user ? [`user:${user.id}`, `address:${address}`] : [`address:${address}`],
    )
    if (!allowed.ok) return new Refusal('rate_limited', { retryAfter: allowed.retryAfter })
  }
  const query = definition.query
    ? readQuery(definition.query, new URL(request.url).searchParams)
    : (undefined as Query)
  if (query instanceof Refusal) return query
  const body = definition.body
    ? await readJson(request, definition.body, definition.maxBytes)
    : (undefined as Body)
  if (body instanceof Refusal) return body
  return definition.run({
    request,
    params,
    id: params.id ?? '',
    query,
    body,
    user: user as Call<Body, A, Query>['user'],
    locale,
    address,
    requestId,
  })
}

/** The parts that a catch-all took are one name again: models have slashes in theirs. */
const joined = (params: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join('/') : value]),
  )

const MAX_PARAM = 200

/** Part of a path that may name something: no NUL, which no database text can hold, and no endless one. */
const plausible = (param: string) =>
  param.length <= MAX_PARAM && !/%00|\0/.test(param) && param.isWellFormed()

function asResponse(value: unknown): Response {
  if (value instanceof Response) return value
  return value === undefined ? new Response(null, { status: 204 }) : Response.json(value)
}

/** One cookie's value, or null. */
function cookie(request: Request, name: string): string | null {
  const pairs = request.headers.get('cookie')?.split(/;\s*/) ?? []
  const pair = pairs.find((text) => text.startsWith(`${name}=`))
  return pair ? pair.slice(name.length + 1) : null
}
