import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { violated } from '@/lib/constraint'
import type { UserId } from '@/lib/id'
import type { Locale } from '@/lib/locale'
import { invalid, type Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { revokeLinks } from './links'

/** Changes what is given. */
export async function changeProfile(
  db: Db,
  userId: UserId,
  change: { name?: string; locale?: Locale },
): Promise<void> {
  if (change.name === undefined && change.locale === undefined) return
  await db.update(users).set(change).where(eq(users.id, userId))
}

/**
 * Changes the address by which a person signs in. Nobody has proved yet that the mailbox is theirs, and links that set
 * a new password end. @param email normalised
 */
export async function changeEmail(db: Db, userId: UserId, email: string): Promise<Refusal | null> {
  try {
    return await transact<null>(db, async (tx) => {
      const changed = await tx
        .update(users)
        .set({ email, emailVerifiedAt: null })
        .where(and(eq(users.id, userId), ne(sql`lower(${users.email})`, email)))
        .returning({ id: users.id })
      if (changed.length > 0) await revokeLinks(tx, 'reset', sql`user_id = ${userId}`)
      return null
    })
  } catch (error) {
    if (violated(error) === 'users_email') return invalid({ email: { key: 'email_taken' } })
    throw error
  }
}
