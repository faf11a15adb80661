import 'server-only'
import { randomBytes } from 'node:crypto'
import { doorPage } from '@/components/share/page/doors'
import { embedPage, lookPage } from '@/components/share/page/look'
import type { Frame } from '@/components/share/page/shell'
import { db } from '@/lib/database'
import { env } from '@/lib/env'
import { type Locale, locales } from '@/lib/locale'
import { pageAssets } from '@/lib/share/assets'
import type { Entry } from '@/lib/share/enter'
import { pageView } from '@/lib/share/look'
import { openShare } from '@/lib/share/open'
import { isGuarded } from '@/lib/share/visit'
import { wordsFor } from '@/lib/words'

export type Visit = { request: Request; token: string; locale: Locale }

/** The language that the page was asked for in, else the visitor's own. */
export function localeOf(request: Request, usual: Locale): Locale {
  const asked = new URL(request.url).searchParams.get('lang')
  return locales.find((one) => one === asked) ?? usual
}

const frameOf = (locale: Locale): Frame => ({
  locale,
  say: wordsFor(locale),
  nonce: randomBytes(16).toString('base64'),
  ...pageAssets(),
})

/** One answer for whatever is not there: unknown, ended, used up, not allowed. */
export function gone({ token, locale }: Visit): Response {
  const frame = frameOf(locale)
  return answer(doorPage(frame, { kind: 'gone', path: `/s/${encodeURIComponent(token)}` }), frame, 404)
}

/** What a visitor gets: the page or a door. */
export async function respond(entry: Entry, visit: Visit): Promise<Response> {
  if (entry.kind === 'gone') return gone(visit)
  const { request, token, locale } = visit
  const frame = frameOf(locale)
  const path = `/s/${token}`
  if (entry.kind === 'look') {
    const key = new URL(request.url).searchParams.get('i')
    const view = await pageView(await db(), entry.share, { token, key, locale })
    const page = answer(lookPage(frame, view, originOf(request)), frame, 200)
    if (entry.cookie) page.headers.set('set-cookie', entry.cookie)
    return page
  }
  const press = randomBytes(16).toString('base64url')
  if (entry.kind === 'open') return answer(doorPage(frame, { kind: 'open', path, press }), frame, 200)
  const { problem } = entry
  if (problem?.kind !== 'slow') {
    return answer(doorPage(frame, { kind: 'password', path, press, problem }), frame, problem ? 403 : 200)
  }
  const minutes = Math.ceil(problem.retryAfter / 60)
  const door = doorPage(frame, { kind: 'password', path, press, problem: { kind: 'slow', minutes } })
  const page = answer(door, frame, 429)
  page.headers.set('retry-after', String(problem.retryAfter))
  return page
}

/** The picture alone, for other sites' frames. Links with a door cannot be embedded; a frame is no visit. */
export async function respondEmbedded(visit: Visit): Promise<Response> {
  const { request, token, locale } = visit
  const share = await openShare(await db(), token)
  if (!share || isGuarded(share)) return gone(visit)
  const key = new URL(request.url).searchParams.get('i')
  const frame = frameOf(locale)
  return answer(embedPage(frame, await pageView(await db(), share, { token, key, locale })), frame, 200, '*')
}

/** Our public address: `APP_URL`, else the one that was asked. */
const originOf = (request: Request) =>
  env().appUrl?.replace(/\/$/, '') ?? `http://${request.headers.get('host') ?? 'localhost'}`

function answer(page: string, { nonce }: Frame, status: number, ancestors = "'none'"): Response {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ]
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
  })
}
