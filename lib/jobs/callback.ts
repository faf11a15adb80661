import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import { env } from '@/lib/env'
import { callbackTaskId, verifySignature } from '@/lib/kie/callback'
import { thisAttempt } from './run-context'
import { callbackMac } from './upstream'

const MOST_ATTEMPTS = 1_000_000

/**
 * A callback as it came: its signature is checked when a key for that is set (KIE signs the task's id and the time,
 * not the body), then its address. False: answer as if there were nothing here.
 */
export async function acceptCallback(
  db: Db,
  address: { jobId: string; n: number; mac: string },
  body: unknown,
  headers: Headers,
): Promise<boolean> {
  const taskId = callbackTaskId(body)
  const key = env().kie.webhookHmacKey
  if (!Number.isSafeInteger(address.n) || address.n < 1 || address.n > MOST_ATTEMPTS) return false
  if (key) {
    const signature = headers.get('x-webhook-signature')
    const timestamp = headers.get('x-webhook-timestamp')
    if (!taskId || !verifySignature({ taskId, timestamp, signature, key, nowMs: Date.now() })) return false
  }
  return hearCallback(db, address, taskId)
}

/**
 * KIE says that something happened to a task. This is a hint, never data (J3): it may bind a task to an attempt whose
 * answer was lost, and it wakes the job, whose run then asks recordInfo and believes that alone.
 * False: the address is not one that we gave out.
 */
async function hearCallback(
  db: Db,
  address: { jobId: string; n: number; mac: string },
  taskId: string | null,
): Promise<boolean> {
  const [attempt] = await db
    .select()
    .from(attempts)
    .where(and(eq(attempts.jobId, address.jobId), eq(attempts.n, address.n)))
  if (!attempt || !equal(address.mac, callbackMac(attempt.jobId, attempt.n, attempt.nonce))) return false
  await db
    .update(attempts)
    .set({ callbacks: sql`callbacks + 1`, calledAt: sql`clock_timestamp()` as unknown as Date })
    .where(thisAttempt(attempt))
  if (attempt.state === 'ended' || attempt.state === 'refused') return true
  if (taskId && !attempt.taskId) await bindTask(db, attempt, taskId)
  await db
    .update(jobs)
    .set({ wokenAt: sql`clock_timestamp()` as unknown as Date, wakeAt: sql`now()` as unknown as Date })
    .where(
      and(
        eq(jobs.id, attempt.jobId),
        sql`(${jobs.status} in ('running', 'storing') or (${jobs.status} = 'failed' and ${jobs.errorCode} = 'lost'))`,
      ),
    )
  return true
}

/** A task that another attempt has already stays there: the unique index says so. */
async function bindTask(db: Db, attempt: { jobId: string; n: number }, taskId: string): Promise<void> {
  const taken = db.select({ one: sql`1` }).from(attempts).where(eq(attempts.taskId, taskId))
  await db
    .update(attempts)
    .set({ taskId, state: 'bound' })
    .where(
      and(
        thisAttempt(attempt),
        isNull(attempts.taskId),
        inArray(attempts.state, ['begun', 'uncertain']),
        sql`not exists ${taken}`,
      ),
    )
    .catch((error: unknown) => {
      if ((error as { cause?: { code?: string } }).cause?.code !== '23505') throw error
    })
}

function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
