import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import { env } from '@/lib/env'
import { callbackTaskId, verifySignature } from '@/lib/kie/callback'
import { bindCalled } from './bind'
import { countRefused } from './refused-callbacks'
import { thisAttempt } from './run-context'
import { callbackMac } from './upstream'

const MOST_ATTEMPTS = 1_000_000

/**
 * A callback as it came: its address is checked, then its signature when a key for that is set (KIE signs the task's id
 * and the time, not the body). False: answer as if there were nothing here. A wrong signature at an address that only
 * KIE was told is counted, because the key is probably not KIE's; what strangers try is not.
 */
export async function acceptCallback(
  db: Db,
  address: { jobId: string; n: number; mac: string },
  body: unknown,
  headers: Headers,
): Promise<boolean> {
  const taskId = callbackTaskId(body)
  const attempt = await addressed(db, address)
  if (!attempt) return false
  if (!isSigned(taskId, headers)) {
    await countRefused(db)
    return false
  }
  await hearCallback(db, attempt, taskId)
  return true
}

/** The attempt whose address this is; null: it is not one that we gave out. */
async function addressed(db: Db, { jobId, n, mac }: { jobId: string; n: number; mac: string }) {
  if (!Number.isSafeInteger(n) || n < 1 || n > MOST_ATTEMPTS) return null
  const [attempt] = await db
    .select()
    .from(attempts)
    .where(and(eq(attempts.jobId, jobId), eq(attempts.n, n)))
  return attempt && equal(mac, callbackMac(attempt.jobId, attempt.n, attempt.nonce)) ? attempt : null
}

function isSigned(taskId: string | null, headers: Headers): boolean {
  const key = env().kie.webhookHmacKey
  if (!key) return true
  const signature = headers.get('x-webhook-signature')
  const timestamp = headers.get('x-webhook-timestamp')
  return taskId !== null && verifySignature({ taskId, timestamp, signature, key, nowMs: Date.now() })
}

/**
 * KIE says that something happened to a task. This is a hint, never data (J3): it may bind a task to an attempt whose
 * answer was lost, and it wakes the job, whose run then asks recordInfo and believes that alone. The task's id is kept:
 * where answers mixed two tasks up, another attempt may have it just now.
 */
async function hearCallback(
  db: Db,
  attempt: typeof attempts.$inferSelect,
  taskId: string | null,
): Promise<void> {
  await db
    .update(attempts)
    .set({
      callbacks: sql`callbacks + 1`,
      calledAt: sql`clock_timestamp()`,
      ...(taskId && { calledTaskId: taskId }),
    })
    .where(thisAttempt(attempt))
  if (attempt.state === 'ended' || attempt.state === 'refused') return
  if (taskId && !attempt.taskId) await bindCalled(db, attempt, taskId)
  await db
    .update(jobs)
    .set({ wokenAt: sql`clock_timestamp()`, wakeAt: sql`now()` })
    .where(
      and(
        eq(jobs.id, attempt.jobId),
        sql`(${jobs.status} in ('running', 'storing') or (${jobs.status} = 'failed' and ${jobs.errorCode} = 'lost'))`,
      ),
    )
}

function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
