import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { accounts, passwords } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { waysToSignIn } from './providers'

/** The providers that a person can connect and disconnect. */
export const providerIds = ['google', 'github'] as const
export type ProviderId = (typeof providerIds)[number]

/** By what a person can sign in beside the e-mail link. */
export async function waysIn(db: Db, userId: UserId): Promise<{ password: boolean; providers: string[] }> {
  const stored = await db
    .select({ userId: passwords.userId })
    .from(passwords)
    .where(eq(passwords.userId, userId))
  const linked = await db
    .select({ provider: accounts.provider })
    .from(accounts)
    .where(eq(accounts.userId, userId))
  return { password: stored.length > 0, providers: linked.map((row) => row.provider) }
}

/**
 * Disconnects a provider, unless it is the last way to sign in: the lock on the person makes two that disconnect both
 * take turns.
 */
export async function disconnect(db: Db, userId: UserId, provider: ProviderId): Promise<Refusal | null> {
  return transact<null>(db, async (tx) => {
    await tx.execute(sql`select id from users where id = ${userId} for update`)
    const gone = await tx
      .delete(accounts)
      .where(and(eq(accounts.userId, userId), eq(accounts.provider, provider)))
      .returning({ provider: accounts.provider })
    if (gone.length === 0) return new Refusal('not_found')
    const left = await waysIn(tx, userId)
    const offered = waysToSignIn()
    const byProvider = providerIds.some((id) => offered[id] && left.providers.includes(id))
    return left.password || byProvider || offered.mail ? null : new Refusal('last_way')
  })
}
