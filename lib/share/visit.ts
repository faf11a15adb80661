import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { readCookies, secureCookies } from '@/lib/auth/cookie'
import { sign } from '@/lib/secret'
import type { ShareRow } from './open'
import { sharePath } from './token'

const COOKIE = 'visit'
/** One view lasts an hour: what happens meanwhile in the same browser is the same visit. */
const VISIT_SECONDS = 3_600

const proof = (shareId: string, until: string) => sign('share visit', `${shareId}\n${until}`)

/** The cookie of a visit that begins now. It says nothing of who it is, and goes to this link's addresses alone. */
export function visitCookie(shareId: string, token: string): string {
  const until = String(Date.now() + VISIT_SECONDS * 1_000)
  return [
    `${COOKIE}=${until}.${proof(shareId, until)}`,
    `Path=${sharePath(token)}`,
    `Max-Age=${VISIT_SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secureCookies() ? ['Secure'] : []),
  ].join('; ')
}

/** Whether this browser is on a visit to this link. */
export function isVisiting(shareId: string, cookieHeader: string | null): boolean {
  const [until = '', said = ''] = readCookies(cookieHeader).get(COOKIE)?.split('.') ?? []
  if (!/^\d{1,15}$/.test(until) || Number(until) <= Date.now()) return false
  const right = Buffer.from(proof(shareId, until))
  const given = Buffer.from(said)
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Nobody sees anything of such a link before they have opened it by a form. */
export const isGuarded = (share: Pick<ShareRow, 'passwordHash' | 'maxViews'>): boolean =>
  share.passwordHash !== null || share.maxViews !== null

export const isUsedUp = ({ maxViews, views }: Pick<ShareRow, 'maxViews' | 'views'>): boolean =>
  maxViews !== null && views >= maxViews

/** Whether a request may have what the link shows. */
export const maySee = (share: ShareRow, request: Request): boolean =>
  !isGuarded(share) || isVisiting(share.id, request.headers.get('cookie'))

const MACHINES =
  /bot|crawl|spider|preview|facebookexternalhit|whatsapp|telegram|slack|discord|skype|vkshare|curl|wget|python/i

/**
 * Whether a person seems to look, for counting the views of open links. Only a count depends on it: where views are
 * limited, a person presses a button.
 */
export function looksLikePerson({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  if (method !== 'GET' || /prefetch/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? ''))
    return false
  const agent = headers.get('user-agent') ?? ''
  return agent.startsWith('Mozilla/') && !MACHINES.test(agent)
}
