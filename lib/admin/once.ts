import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { adminRequests } from '@/db/schema'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'

export type Asked = {
  /** The admin; keys of others are others'. */
  actor: string
  /** The request's `Idempotency-Key`. */
  key: string
  /** All that makes it this request and no other. */
  request: readonly unknown[]
}

/**
 * Does an admin's request once per key, in one transaction with the note of it. The same request again, at the same
 * time or later, gets the same answer; another one under the key is refused. What is refused leaves no note.
 */
export function once<T extends object>(
  db: Db,
  { actor, key, request }: Asked,
  work: (tx: Db) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  const mine = and(eq(adminRequests.actor, actor), eq(adminRequests.key, key))
  return transact<T>(db, async (tx) => {
    // A second one with this key waits here until the first has ended.
    const [noted] = await tx
      .insert(adminRequests)
      .values({ actor, key, requestHash })
      .onConflictDoNothing()
      .returning({ key: adminRequests.key })
    if (!noted) {
      const [earlier] = await tx.select().from(adminRequests).where(mine)
      if (earlier?.requestHash !== requestHash) return new Refusal('idempotency_conflict')
      return earlier.answer as T
    }
    const answer = await work(tx)
    if (answer instanceof Refusal) return answer
    // As it is kept, so that the first is told letter by letter what later ones are.
    const [kept] = await tx.update(adminRequests).set({ answer }).where(mine).returning()
    return kept?.answer as T
  })
}
