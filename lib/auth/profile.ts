import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { accounts, passwords, users } from '@/db/schema'
import type { UserId } from '@/lib/id'
import type { Locale } from '@/lib/locale'

/** Changes what is given. */
export async function changeProfile(
  db: Db,
  userId: UserId,
  change: { name?: string; locale?: Locale },
): Promise<void> {
  if (change.name === undefined && change.locale === undefined) return
  await db.update(users).set(change).where(eq(users.id, userId))
}

/** By what a person can sign in beside the e-mail link. */
export async function waysIn(db: Db, userId: UserId): Promise<{ password: boolean; providers: string[] }> {
  const [stored, linked] = [
    await db.select({ userId: passwords.userId }).from(passwords).where(eq(passwords.userId, userId)),
    await db.select({ provider: accounts.provider }).from(accounts).where(eq(accounts.userId, userId)),
  ]
  return { password: stored.length > 0, providers: linked.map((row) => row.provider) }
}
