import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { hasPassword, provePassword } from '@/lib/auth/confirm'
import type { SessionUser } from '@/lib/auth/session'
import { endSessions } from '@/lib/auth/sessions'
import { transact } from '@/lib/auth/transact'
import type { UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'

/**
 * Asks for one's account to be deleted in a week: typed address, and the password where there is one. Signed out
 * everywhere else. Refused for the last admin: the lock on all admins makes two who leave at once take turns.
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
  return transact<null>(db, async (tx) => {
    await tx.execute(sql`select from users where role = 'admin' order by id for update`)
    const closing = await rowsOf(
      tx,
      sql`
      update users set closing_at = now()
      where id = ${user.id} and closing_at is null
        and (role <> 'admin' or exists (
          select from users other where other.role = 'admin' and other.disabled_at is null
            and other.closing_at is null and other.id <> ${user.id}))
      returning id`,
    )
    if (closing.length === 0)
      return user.role === 'admin'
        ? invalid({ confirmation: { key: 'last_admin' } })
        : new Refusal('conflict')
    await endSessions(tx, user.id, user.sessionId)
    return null
  })
}

/** Takes it back, as long as nothing was deleted. */
export async function keepAccount(db: Db, userId: UserId): Promise<void> {
  await db
    .update(users)
    .set({ closingAt: null })
    .where(and(eq(users.id, userId), isNull(users.closedAt), isNull(users.disabledAt)))
}
