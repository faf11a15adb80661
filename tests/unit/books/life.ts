import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { cancelQueued, settleDone, settleFailed } from '@/lib/jobs/settle'
import type { JobErrorCode } from '@/lib/jobs/status'
import { advance, heldJob, person, storedResult } from '../jobs/rows'

const LEASE = 17

export type End =
  | { kind: 'done'; consumed: number | null; hold: number; promised: number; listPrice?: number }
  | { kind: 'failed'; code: Exclude<JobErrorCode, 'lost'>; consumed: number | null }
  | { kind: 'canceled' }
  | { kind: 'lost'; consumed: number | null }

/** Lives of jobs in a test database, each ended by the product's own settlement. */
export function lives(db: Db, model = 'recraft/remove-background') {
  const runOf = (jobId: string) => ({ db, lease: LEASE, jobId }) as Run
  const attemptOf = async (jobId: string) => {
    const attempt = await lastAttempt(db, jobId)
    if (!attempt) throw new Error('no attempt')
    return attempt
  }
  const submit = async (hold: number, listPrice: number | null = null) => {
    const userId = await person(db, hold + 500)
    const id = await heldJob(db, userId, hold, new Date(), { listPrice })
    if (!id) throw new Error('no hold')
    return { id, userId }
  }
  /** KIE says that the task is done, of so many results. */
  const announce = async (jobId: string, consumed: number | null, promised: number) => {
    const record = { urls: Array.from({ length: promised }, () => 'https://example.com/x'), texts: [] }
    await db.execute(sql`update attempts set record = ${JSON.stringify(record)}::jsonb, credits_consumed = ${consumed}
      where job_id = ${jobId}`)
  }
  const finish = async (userId: string, id: string, promised: number) => {
    await storedResult(db, userId, id)
    await settleDone(runOf(id), await attemptOf(id), 1, promised)
  }
  const end = async (how: End): Promise<{ id: string; userId: string }> => {
    const { id, userId } = await (how.kind === 'done' ? submit(how.hold, how.listPrice) : submit(1_000))
    if (how.kind === 'canceled') {
      await cancelQueued(db, userId, id)
      return { id, userId }
    }
    await advance(db, id, LEASE, 'running')
    if (how.kind === 'done') {
      await announce(id, how.consumed, how.promised)
      await db.execute(sql`update jobs set status = 'storing' where id = ${id}`)
      await finish(userId, id, how.promised)
      return { id, userId }
    }
    const attempt = { ...(await attemptOf(id)), creditsConsumed: how.consumed }
    await settleFailed(runOf(id), 'running', { code: how.kind === 'lost' ? 'lost' : how.code, attempt })
    return { id, userId }
  }
  /** A lost job's result comes after all: it is storing again, with KIE's own word of the cost. */
  const revive = async ({ id }: { id: string }, consumed: number | null) => {
    await db.transaction(async (tx) => {
      await tx.execute(sql`update attempts set record = '{"urls": ["https://example.com/x"], "texts": []}'::jsonb,
        credits_consumed = ${consumed} where job_id = ${id}`)
      await tx.execute(sql`update jobs set status = 'storing', finished_at = null, error_code = null, lease = ${LEASE}
        where id = ${id}`)
    })
  }
  return { submit, end, revive, finish, model }
}
