import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { passwords, sessions } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import type { SessionUser } from './session'
import { checkPassword } from './sign-in'

const CONFIRMED_MS = 15 * 60_000

/** Whether who is asking has proved in this session, within the last 15 minutes, who they are. */
export const isConfirmed = ({ confirmedAt }: SessionUser): boolean =>
  Date.now() - confirmedAt.getTime() <= CONFIRMED_MS

/** Whether a person can prove who they are by a password; others sign in again, and a new session is proven. */
export async function hasPassword(db: Db, userId: UserId): Promise<boolean> {
  const found = await db
    .select({ userId: passwords.userId })
    .from(passwords)
    .where(eq(passwords.userId, userId))
  return found.length > 0
}

/** Whether a typed password is the person's own. Wrong ones count as wrong sign-ins do. Null: it is. */
export async function provePassword(
  db: Db,
  user: SessionUser,
  attempt: { password: string; cookieHeader: string | null; address: string },
): Promise<Refusal | null> {
  if (!(await hasPassword(db, user.id))) return invalid({ password: { key: 'password_none' } })
  const checked = await checkPassword(db, { email: user.email.toLowerCase(), ...attempt })
  if (checked.kind === 'slow') return new Refusal('rate_limited', { retryAfter: checked.retryAfter })
  return checked.kind === 'right' && checked.userId === user.id
    ? null
    : invalid({ password: { key: 'password_wrong' } })
}

/** Proves in this session, and in no other, who is asking. */
export async function confirmSession(
  db: Db,
  user: SessionUser,
  attempt: { password: string; cookieHeader: string | null; address: string },
): Promise<Refusal | null> {
  const refused = await provePassword(db, user, attempt)
  if (refused) return refused
  await db
    .update(sessions)
    .set({ confirmedAt: sql`now()` })
    .where(and(eq(sessions.id, user.sessionId), eq(sessions.userId, user.id)))
  return null
}
