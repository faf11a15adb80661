import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import type { insertJob } from './insert'
import { type Submitted, submit } from './submit'

/**
 * A new job that asks the same, at today's price (no more than `maxPrice` credits), with `retryOf`. Only of a job that
 * failed or was canceled. `store` as in {@link submit}.
 */
export async function retry(
  db: Db,
  userId: UserId,
  jobId: string,
  idempotencyKey: string | null,
  { maxPrice, store }: { maxPrice?: number | null | undefined; store?: typeof insertJob } = {},
): Promise<Submitted | Refusal> {
  const [job] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.userId, userId)))
  if (!job) return new Refusal('not_found')
  if (job.status !== 'failed' && job.status !== 'canceled') return new Refusal('not_retryable')
  return submit(
    db,
    userId,
    { model: job.model, input: job.input, batchId: job.batchId, retryOf: job.id, maxPrice },
    idempotencyKey,
    store,
  )
}
