import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import { type Explained, writeAudit } from '@/lib/auth/audit'
import { personToActFor, type SessionUser } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { insertJob } from '@/lib/jobs/insert'
import { retry } from '@/lib/jobs/retry'
import { cancelWaiting, releaseUncertain } from '@/lib/jobs/settle'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'

type Admin = Pick<SessionUser, 'id'>

/** Cancels a waiting job, whoever's it is, and gives the hold back. */
export const cancelJob = (db: Db, admin: Admin, id: string, reason: string): Promise<Refusal | null> =>
  transact<null>(db, async (tx) => {
    const job = await cancelWaiting(tx, eq(jobs.id, id), admin.id)
    if (!job) return missingOr(tx, id, 'not_cancelable')
    await note(tx, 'job.canceled', admin, id, { reason, person: job.userId, released: toCredits(job.hold) })
    return null
  })

/** Gives up at once a job of which nobody knows whether KIE took it, and gives the hold back. */
export const releaseJob = (db: Db, admin: Admin, id: string, reason: string): Promise<Refusal | null> =>
  transact<null>(db, async (tx) => {
    const job = await releaseUncertain(tx, id, admin.id)
    if (!job) return missingOr(tx, id, 'not_uncertain')
    await note(tx, 'job.released', admin, id, { reason, person: job.userId, released: toCredits(job.hold) })
    return null
  })

/**
 * Runs a job again for its person, from their balance at today's price; once per key. The hold is the admin's act in the
 * ledger. The audit's row is written in the transaction that takes the new job.
 */
export async function retryJob(
  db: Db,
  admin: Admin,
  id: string,
  reason: string,
  key: string,
): Promise<{ id: string } | Refusal> {
  const [job] = await db.select({ userId: jobs.userId }).from(jobs).where(eq(jobs.id, id))
  if (!job) return new Refusal('not_found')
  const account = await personToActFor(db, job.userId)
  if (!account) return new Refusal('not_retryable')
  if (account.closingAt) return new Refusal('account_closing')
  const person = account.id
  const submitted = await retry(db, person, id, `admin:${admin.id}:${key}`, {
    store: async (handle, asked) => {
      let row: Awaited<ReturnType<typeof insertJob>> = null
      await transact<null>(handle, async (tx) => {
        row = await insertJob(tx, { ...asked, actor: admin.id })
        // Not to be committed: the database has given up a transaction that met a taken key.
        if (row === null || row === 'repriced') return new Refusal('conflict')
        const detail = { reason, person, job: asked.id, price: toCredits(asked.hold) }
        await note(tx, 'job.retried', admin, id, detail)
        return null
      })
      return row
    },
  })
  return submitted instanceof Refusal ? submitted : { id: submitted.row.id }
}

const note = (
  tx: Db,
  action: 'job.canceled' | 'job.released' | 'job.retried',
  admin: Admin,
  subject: string,
  detail: Explained,
) => writeAudit(tx, { actor: admin.id, action, subject, detail })

async function missingOr(tx: Db, id: string, code: 'not_cancelable' | 'not_uncertain'): Promise<Refusal> {
  const rows = await tx.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, id))
  return new Refusal(rows.length > 0 ? code : 'not_found')
}
