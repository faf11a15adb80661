import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { hasPassword, provePassword } from '@/lib/auth/confirm'
import type { SessionUser } from '@/lib/auth/session'
import { endSessions } from '@/lib/auth/sessions'
import { violated } from '@/lib/constraint'
import type { UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'

/**
 * Asks for one's account to be deleted in a week: typed address, and the password where there is one. Signed out
 * everywhere else. Refused for the last admin.
 */
export async function askClosing(
  db: Db,
  user: SessionUser,
  typed: { confirmation: string; password: string | null },
  from: { cookieHeader: string | null; address: string },
): Promise<Refusal | null> {
  if (typed.confirmation.trim().toLowerCase() !== user.email.toLowerCase())
    return invalid({ confirmation: { key: 'closing_confirmation' } })
  if (await hasPassword(db, user.id)) {
    if (!typed.password) return invalid({ password: { key: 'required' } })
    const refused = await provePassword(db, user, { ...from, password: typed.password })
    if (refused) return refused
  }
  try {
    return await transact<null>(db, async (tx) => {
      const closing = await tx
        .update(users)
        .set({ closingAt: sql`now()` })
        .where(and(eq(users.id, user.id), isNull(users.closingAt)))
        .returning({ id: users.id })
      if (closing.length === 0) return new Refusal('conflict')
      await endSessions(tx, user.id, user.sessionId)
      return null
    })
  } catch (error) {
    if (violated(error) === 'users_last_admin') return invalid({ confirmation: { key: 'last_admin' } })
    throw error
  }
}

/** Takes it back, as long as nothing was deleted: an account whose deletion has begun is shut. */
export async function keepAccount(db: Db, userId: UserId): Promise<void> {
  await db
    .update(users)
    .set({ closingAt: null })
    .where(and(eq(users.id, userId), isNull(users.disabledAt)))
}
