import 'server-only'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, files, jobs, ledger } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { redactText } from '@/lib/log'
import { chargeFor } from './price'
import type { AttemptRow } from './queue'
import { move, type Run, thisAttempt } from './run-context'
import type { JobErrorCode, JobStatus } from './status'
import type { JobRow } from './view'

// The only places where a job ends. Each is one transaction: the status, the money, the attempt (M4). The database
// refuses a commit in which they disagree.

const ACTOR = 'system'
const MAX_DETAIL = 500

/**
 * The result is in our store: done, and what is due of the hold is captured. A job that was given up before has its hold
 * back already: it is done at price 0.
 */
export async function settleDone(
  run: Run,
  attempt: AttemptRow,
  kept: number,
  promised: number,
): Promise<void> {
  await run.db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(eq(jobs.id, run.jobId))
    if (!job) return
    const revived = await released(tx, job.id)
    const made = { kept, promised, consumed: attempt.creditsConsumed, files: await results(tx, job.id) }
    const charged = revived ? 0 : chargeFor(job, findModel(job.model)?.price ?? null, made)
    await move(tx, run, 'storing', {
      status: 'done',
      stage: null,
      charged,
      errorCode: null,
      errorDetail: null,
      finishedAt: sql`clock_timestamp()`,
      wakeAt: null,
      lease: null,
    })
    await end(tx, attempt)
    if (revived) return bookLoss(tx, job.id, costOf(job, attempt))
    await tx.insert(ledger).values(entry(job, 'capture', charged))
    if (charged < job.hold) await tx.insert(ledger).values(entry(job, 'remainder', job.hold - charged))
  })
}

type Failure = { code: JobErrorCode; detail?: string | null; attempt?: AttemptRow | null }

/** The job ends without a result and the hold goes back whole. What KIE charged all the same is the house's loss. */
export const settleFailed = (run: Run, from: JobStatus, failure: Failure): Promise<void> =>
  run.db.transaction((tx) => fail(tx, run, from, failure))

/**
 * Gives a running attempt up: its job is lost, and a callback that still comes makes it done at price 0. The attempt's
 * lock decides between this and a callback at the same time. False: one came since `attempt` was read, so the job
 * goes on.
 */
export const settleLost = (run: Run, attempt: AttemptRow): Promise<boolean> =>
  run.db.transaction(async (tx) => {
    await tx.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, run.jobId)).for('update')
    const [now] = await tx
      .select({ callbacks: attempts.callbacks })
      .from(attempts)
      .where(thisAttempt(attempt))
      .for('update')
    if (now?.callbacks !== attempt.callbacks) return false
    // It stays open, but how often it was looked at is known in this process alone.
    await tx
      .update(attempts)
      .set({ looks: attempt.looks, lookedAt: attempt.lookedAt })
      .where(thisAttempt(attempt))
    await fail(tx, run, 'running', { code: 'lost', attempt })
    return true
  })

/**
 * KIE says that the task of a job which was given up has failed, and charged for it: the job ends anew, so that the
 * books of its day know of the loss.
 */
export const settleFailedLate = (run: Run, failure: Failure): Promise<void> =>
  run.db.transaction(async (tx) => {
    await move(tx, run, 'failed', { status: 'storing', errorCode: null, errorDetail: null, finishedAt: null })
    await fail(tx, run, 'storing', failure)
  })

async function fail(tx: Db, run: Run, from: JobStatus, failure: Failure): Promise<void> {
  const job = await move(tx, run, from, {
    status: 'failed',
    stage: null,
    errorCode: failure.code,
    errorDetail: failure.detail ? redactText(failure.detail).slice(0, MAX_DETAIL) : null,
    finishedAt: sql`clock_timestamp()`,
    wakeAt: null,
    lease: null,
  })
  if (!(await released(tx, job.id))) await tx.insert(ledger).values(entry(job, 'release', job.hold))
  if (!failure.attempt) return
  // A lost attempt stays open: its callback may still come.
  if (failure.code !== 'lost') await end(tx, failure.attempt, failure.detail)
  const { creditsConsumed } = failure.attempt
  // A result that could not be had was made, so it was charged, also where nobody said how much.
  const cost = failure.code === 'result_unavailable' ? costOf(job, failure.attempt) : creditsConsumed
  if (cost) await bookLoss(tx, job.id, cost)
}

/** Cancels a waiting job of this person and gives its hold back. Null: it has started, or is not theirs. */
export const cancelQueued = (db: Db, userId: string, jobId: string): Promise<JobRow | null> =>
  db.transaction((tx) => cancelWaiting(tx, and(eq(jobs.id, jobId), eq(jobs.userId, userId)), userId))

/** Cancels the one waiting job that is meant, for `actor`. Null: there is none, or it has started. */
export async function cancelWaiting(tx: Db, which: SQL | undefined, actor: string): Promise<JobRow | null> {
  const [job] = await tx
    .update(jobs)
    .set({
      status: 'canceled',
      finishedAt: sql`clock_timestamp()`,
      wakeAt: null,
      lease: null,
    })
    .where(and(which, eq(jobs.status, 'queued')))
    .returning()
  if (!job) return null
  await tx.insert(ledger).values({ ...entry(job, 'release', job.hold), actor, reason: 'canceled' })
  return job
}

/**
 * Gives up a job now of which nobody knows whether KIE took it, as the worker would after its wait: lost, and the hold
 * goes back. The attempt stays open, so a callback that still comes makes the job done at price 0. The attempt's lock
 * decides between this and a callback at the same time: null when it is bound, or the job moved on.
 */
export async function releaseUncertain(tx: Db, jobId: string, actor: string): Promise<JobRow | null> {
  await tx.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, jobId)).for('update')
  const open = await tx
    .select({ n: attempts.n })
    .from(attempts)
    .where(and(eq(attempts.jobId, jobId), eq(attempts.state, 'uncertain')))
    .for('update')
  if (open.length === 0) return null
  const [job] = await tx
    .update(jobs)
    .set({
      status: 'failed',
      stage: null,
      errorCode: 'lost' satisfies JobErrorCode,
      finishedAt: sql`clock_timestamp()`,
      wakeAt: null,
      lease: null,
      // Tells the run that still waits for this job to let it be.
      wokenAt: sql`clock_timestamp()`,
    })
    .where(and(eq(jobs.id, jobId), eq(jobs.status, 'running')))
    .returning()
  if (!job) return null
  await tx.insert(ledger).values({ ...entry(job, 'release', job.hold), actor })
  return job
}

/** What KIE charged for a task that it finished (thousandths): what it said, else its list's price. */
const costOf = (job: JobRow, attempt: AttemptRow) => attempt.creditsConsumed ?? job.listPrice ?? job.hold

const results = (tx: Db, jobId: string) => tx.select().from(files).where(eq(files.jobId, jobId))

async function released(tx: Db, jobId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: ledger.id })
    .from(ledger)
    .where(and(eq(ledger.jobId, jobId), inArray(ledger.kind, ['release'])))
  return rows.length > 0
}

const end = (tx: Db, attempt: AttemptRow, error?: string | null) =>
  tx
    .update(attempts)
    .set({
      state: 'ended',
      endedAt: sql`clock_timestamp()`,
      creditsConsumed: attempt.creditsConsumed,
      looks: attempt.looks,
      lookedAt: attempt.lookedAt,
      ...(error ? { error: redactText(error).slice(0, MAX_DETAIL) } : {}),
    })
    .where(thisAttempt(attempt))

function entry(
  job: JobRow,
  kind: 'capture' | 'release' | 'remainder',
  amount: number,
): typeof ledger.$inferInsert {
  return {
    kind,
    debit: 'user.held',
    credit: kind === 'capture' ? 'house.revenue' : 'user.available',
    amount,
    userId: job.userId,
    jobId: job.id,
    actor: ACTOR,
    reason: job.model,
  }
}

async function bookLoss(tx: Db, jobId: string, amount: number): Promise<void> {
  await tx
    .insert(ledger)
    .values({
      kind: 'loss',
      debit: 'house.losses',
      credit: 'house.kie',
      amount,
      jobId,
      actor: ACTOR,
      reason: 'not charged to the person',
    })
    .onConflictDoNothing()
}
