import 'server-only'
import type { Db } from '@/db/open'
import { openShare, type ShareRow } from './open'
import { tryPassword } from './password'
import { isPressed, takeView, takeViewOnce } from './view'
import { isGuarded, isUsedUp, isVisiting, looksLikePerson, visitCookie } from './visit'

/** What a visitor gets: the page, a door before it, or nothing. A cookie begins their visit. */
export type Entry =
  | { kind: 'gone' }
  | { kind: 'open' }
  | { kind: 'password'; problem?: { kind: 'wrong' } | { kind: 'slow'; retryAfter: number } }
  | { kind: 'look'; share: ShareRow; cookie: string | null }

/** The page is asked for. Guarded links show a door; of others a person's first look in an hour is counted. */
export async function enter(db: Db, token: string, request: Request): Promise<Entry> {
  const share = await openShare(db, token)
  if (!share) return { kind: 'gone' }
  if (isVisiting(share.id, request.headers.get('cookie'))) return { kind: 'look', share, cookie: null }
  if (isGuarded(share)) {
    if (isUsedUp(share)) return { kind: 'gone' }
    return { kind: share.passwordHash === null ? 'open' : 'password' }
  }
  const isCounted = looksLikePerson(request) && (await takeView(db, share.id))
  return { kind: 'look', share, cookie: isCounted ? visitCookie(share.id, token) : null }
}

/**
 * The door's form was sent: the password is tried, a view is used up, and a visit begins. Of any number of people at
 * once on the last view one gets it. The same form sent again (a double click, an answer that was lost) goes in without
 * another view, and so does a browser whose visit has begun.
 * @param tried `press` is the id that the form was given.
 */
export async function openDoor(
  db: Db,
  token: string,
  tried: { password: string; press: string; address: string; cookieHeader: string | null },
): Promise<Entry> {
  const share = await openShare(db, token)
  if (!share) return { kind: 'gone' }
  if (isVisiting(share.id, tried.cookieHeader)) return { kind: 'look', share, cookie: null }
  if (isUsedUp(share) && !(await isPressed(db, share.id, tried.press))) return { kind: 'gone' }
  if (share.passwordHash !== null) {
    const answer = await tryPassword(share, tried.password, tried.address)
    if (answer.kind !== 'right') return { kind: 'password', problem: answer }
  }
  if (!(await takeViewOnce(db, share.id, tried.press))) return { kind: 'gone' }
  return { kind: 'look', share, cookie: visitCookie(share.id, token) }
}
