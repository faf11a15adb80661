import type { Db } from '@/db/open'
import { jobs, ledger, users } from '@/db/schema'
import { newId, type UserId } from '@/lib/id'

/** A new account. */
export async function person(db: Db): Promise<UserId> {
  const id = newId()
  await db.insert(users).values({ id, email: `${id}@example.org`, name: 'Somebody' })
  return id as UserId
}

/** A queued job that costs nothing. */
export async function job(db: Db, userId: string): Promise<{ id: string; userId: string; model: string }> {
  const id = newId()
  await db.transaction(async (tx) => {
    await tx.insert(jobs).values({ id, userId, model: 'test', input: {}, hold: 0, requestHash: id })
    await tx.insert(ledger).values({
      kind: 'hold',
      debit: 'user.available',
      credit: 'user.held',
      amount: 0,
      userId,
      jobId: id,
      actor: userId,
      reason: 'test',
    })
  })
  return { id, userId, model: 'test' }
}
