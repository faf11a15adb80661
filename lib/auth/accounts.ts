import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { grant } from '@/lib/credits/grant'
import { newId } from '@/lib/id'
import type { Locale } from '@/lib/locale'
import { readSettings } from '@/lib/settings'
import { storePassword } from './passwords'

export type UserRow = typeof users.$inferSelect

export type NewAccount = {
  /** Normalised. */
  email: string
  name: string
  role: UserRow['role']
  locale: Locale | null
  /** Null: signs in by other ways. */
  passwordHash: string | null
  /** Somebody proved that the mailbox is theirs, or an admin says so. */
  emailVerified: boolean
}

/** Makes an account with its welcome credits. Null: there is one with this address. */
export async function createAccount(tx: Db, account: NewAccount): Promise<UserRow | null> {
  const [user] = await tx
    .insert(users)
    .values({
      id: newId(),
      email: account.email,
      name: account.name,
      role: account.role,
      locale: account.locale,
      emailVerifiedAt: account.emailVerified ? sql`now()` : null,
    })
    .onConflictDoNothing()
    .returning()
  if (!user) return null
  if (account.passwordHash) await storePassword(tx, user.id, account.passwordHash)
  await grant(tx, {
    userId: user.id,
    amount: (await readSettings(tx)).welcomeCredits,
    actor: 'system',
    reason: 'welcome',
    key: `welcome:${user.id}`,
  })
  return user
}

/** @param email normalised */
export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email))
  return user ?? null
}

/** Somebody proved that the mailbox is theirs. */
export async function markVerified(tx: Db, userId: string): Promise<void> {
  await tx
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())` })
    .where(eq(users.id, userId))
}
