import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rowsOf } from '@/lib/rows'

export type Grant = {
  userId: string
  /** Thousandths of a credit. */
  amount: number
  /** Who gives: a user id, or `system`. */
  actor: string
  reason: string
  /** The same key twice is one grant. */
  key: string
}

/**
 * Gives credits, once per key. Answers whether a row was written now.
 * `on conflict do nothing` would be wrong here: the ledger's trigger moves the balance before the conflict is seen.
 * Two at once with one key: the second waits for the first, violates the unique key, and its transaction is undone.
 */
export async function grant(tx: Db, { userId, amount, actor, reason, key }: Grant): Promise<boolean> {
  if (amount === 0) return false
  const written = await rowsOf(
    tx,
    sql`
    insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
    select 'grant', 'house.grants', 'user.available', ${amount}::bigint, ${userId}, ${actor}, ${reason}, ${key}
    where not exists (select from ledger where idempotency_key = ${key})
    returning id`,
  )
  return written.length === 1
}
