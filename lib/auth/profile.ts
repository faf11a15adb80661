import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import type { UserId } from '@/lib/id'
import type { Locale } from '@/lib/locale'
import { invalid, type Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
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
  return transact<null>(db, async (tx) => {
    const changed = await rowsOf(
      tx,
      sql`
      update users set email = ${email}, email_verified_at = null
      where id = ${userId} and lower(email) <> ${email}
        and not exists (select from users other where lower(other.email) = ${email} and other.id <> ${userId})
      returning id`,
    )
    const isChanged = changed.length > 0
    if (isChanged) await revokeLinks(tx, 'reset', sql`user_id = ${userId}`)
    const [now] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId))
    return now?.email.toLowerCase() === email ? null : invalid({ email: { key: 'email_taken' } })
  })
}
