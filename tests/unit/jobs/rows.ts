import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, files, jobs, users } from '@/db/schema'
import { grant } from '@/lib/credits/grant'
import { newId } from '@/lib/id'

/** A person with so many thousandths of a credit. */
export async function person(db: Db, thousandths: number): Promise<string> {
  const id = newId()
  await db.insert(users).values({ id, email: `${id}@example.com`, name: 'Ann' })
  if (thousandths) {
    await db.transaction((tx) =>
      grant(tx, { userId: id, amount: thousandths, actor: 'system', reason: 'test', key: `test:${id}` }),
    )
  }
  return id
}

/** One statement that holds and inserts, as `submit` does; null when the balance does not cover the hold. */
export async function heldJob(
  db: Db,
  userId: string,
  hold: number,
  createdAt = new Date(),
  { listPrice = null, input = {} }: { listPrice?: number | null; input?: Record<string, unknown> } = {},
): Promise<string | null> {
  const id = newId()
  const result = await db.execute(sql`
    with held as (
      insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
      values ('hold', 'user.available', 'user.held', ${hold}, ${userId}, ${id}, ${userId}, 'test') returning job_id)
    insert into jobs (id, user_id, model, input, hold, list_price, request_hash, created_at)
    select job_id, ${userId}, 'recraft/remove-background', ${JSON.stringify(input)}::jsonb, ${hold}, ${listPrice}::bigint, 'x', ${createdAt.toISOString()}::timestamptz
    from held returning id`)
  return (result as unknown as { rows: unknown[] }).rows.length ? id : null
}

export const jobRow = async (db: Db, id: string) => (await db.select().from(jobs).where(eq(jobs.id, id)))[0]

/** Puts a job where a run would have brought it: begun, and with `storing` its result announced. */
export async function advance(db: Db, id: string, lease: number, to: 'queued' | 'running' | 'storing') {
  await db.update(jobs).set({ lease }).where(eq(jobs.id, id))
  if (to === 'queued') return
  await db.update(jobs).set({ status: 'running', startedAt: new Date() }).where(eq(jobs.id, id))
  await db.insert(attempts).values({ jobId: id, n: 1, nonce: 'nonce', state: 'bound', taskId: newId() })
  if (to === 'storing') await db.update(jobs).set({ status: 'storing' }).where(eq(jobs.id, id))
}

/** A stored result, so that the job may be done. */
export async function storedResult(db: Db, userId: string, jobId: string, position = 0) {
  await db.insert(files).values({
    id: newId(),
    userId,
    jobId,
    model: 'test',
    position,
    kind: 'image',
    name: 'x.png',
    mime: 'image/png',
    bytes: 1,
    sha256: 'x',
  })
}
