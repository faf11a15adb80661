import 'server-only'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Db } from '@/db/open'
import { sessions, users } from '@/db/schema'
import { db } from '@/lib/database'
import type { UserId } from '@/lib/id'
import type { Locale } from '@/lib/locale'
import { sessionIdOf } from './cookie'

export type SessionUser = {
  id: UserId
  role: 'user' | 'admin'
  email: string
  name: string
  /** The language that the person chose for the account; null: none yet. */
  locale: Locale | null
  sessionId: string
}

/**
 * Who a request's cookies say is asking, as the database knows it now; null: nobody. The only place where a `UserId`
 * comes from.
 */
export async function sessionUser(cookieHeader: string | null): Promise<SessionUser | null> {
  const sessionId = await sessionIdOf(cookieHeader)
  return sessionId ? personOf(await db(), sessionId) : null
}

/** Whose session this is; null when it ended or its person is disabled. */
export async function personOf(
  db: Db,
  sessionId: string,
): Promise<(SessionUser & { expiresAt: Date }) | null> {
  const query = prepared.get(db) ?? prepare(db)
  prepared.set(db, query)
  const [row] = await query.execute({ sessionId })
  return row ? { ...row, id: row.id as UserId, sessionId } : null
}

// Every request asks this. PostgreSQL plans it once per connection: 0.1 ms instead of 0.24.
const prepared = new WeakMap<Db, ReturnType<typeof prepare>>()

function prepare(db: Db) {
  const { id, role, email, name, locale, disabledAt } = users
  const open = and(
    eq(sessions.id, sql.placeholder('sessionId')),
    gt(sessions.expiresAt, sql`now()`),
    isNull(disabledAt),
  )
  return db
    .select({ id, role, email, name, locale, expiresAt: sessions.expiresAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(open)
    .prepare('session_person')
}

/** For pages: who is asking, looked up once per request. */
export const currentUser = cache(async (): Promise<SessionUser | null> => {
  return sessionUser((await headers()).get('cookie'))
})

/** For pages: who is asking; others are sent to sign in and come back to `next`. */
export async function requireUser(next = '/studio'): Promise<SessionUser> {
  const user = await currentUser()
  return user ?? redirect(`/sign-in?next=${encodeURIComponent(next)}`)
}

/** For pages: the admin who is asking. Others do not learn that the page exists. */
export async function requireAdmin(next = '/admin'): Promise<SessionUser> {
  const user = await requireUser(next)
  if (user.role !== 'admin') redirect('/studio')
  return user
}
