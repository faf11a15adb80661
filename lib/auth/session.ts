import 'server-only'
import { sql } from 'drizzle-orm'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Db } from '@/db/open'
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
  const found = await db.execute(sql`
    select users.id, role, email, name, locale, extract(epoch from expires_at) * 1000 as ends
    from sessions join users on users.id = sessions.user_id
    where sessions.id = ${sessionId} and expires_at > now() and disabled_at is null`)
  const row = (found as unknown as { rows: Row[] }).rows[0]
  if (!row) return null
  const { ends, ...user } = row
  return { ...user, id: user.id as UserId, sessionId, expiresAt: new Date(Number(ends)) }
}

type Row = Pick<SessionUser, 'role' | 'email' | 'name' | 'locale'> & { id: string; ends: string }

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
