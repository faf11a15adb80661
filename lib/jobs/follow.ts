import 'server-only'
import { sql } from 'drizzle-orm'
import { attempts } from '@/db/schema'
import type { RecordOutcome } from '@/lib/kie/types'
import { log } from '@/lib/log'
import { readSettings, type Settings } from '@/lib/settings'
import { bindCalled, unbind } from './bind'
import { type AttemptRow, lastAttempt } from './queue'
import { expectOurs, move, type Run, thisAttempt } from './run-context'
import { settleFailed, settleFailedLate, settleLost } from './settle'
import type { JobStatus } from './status'
import { callbackPath } from './upstream'
import type { JobRow } from './view'

/** How long a job that was given up is looked at again when a callback named its task. */
const LAST_LOOK_MS = 120_000

/**
 * Watches the task until KIE calls it final; a callback wakes it, polling backs it up, and nothing is written while
 * nothing changes. True: the result's addresses are stored with the attempt and the job is `storing`.
 */
export async function follow(run: Run, job: JobRow, from: JobStatus): Promise<boolean> {
  let urgent = from === 'failed'
  let wished = 0
  let stage = job.stage
  const started = Date.now()
  let looks = 0
  let lookedAt: Date | null = null
  const looked = (attempt: AttemptRow): AttemptRow => ({
    ...attempt,
    looks: attempt.looks + looks,
    lookedAt: lookedAt ?? attempt.lookedAt,
  })
  for (;;) {
    const attempt = await currentAttempt(run, job)
    if (!attempt) return false
    const age = Date.now() - attempt.begunAt.getTime()
    if (attempt.taskId) {
      await run.lookingTurn(urgent)
      const record = await run.upstream.kie.recordInfo(attempt.taskId, run.signal)
      run.signal.throwIfAborted()
      wished = record.kind === 'unavailable' ? record.retryAfterMs : 0
      looks += 1
      lookedAt = new Date()
      const judged = await judge(run, job, looked(attempt), record, from)
      if (judged === 'stored') return true
      if (judged === 'over') return false
      if (judged === 'unbound') {
        // What the job says now, so that the next task's stage takes its place whatever it is.
        stage = 'uncertain'
        continue
      }
      if (record.kind === 'running' && record.stage !== stage && from === 'running') {
        stage = record.stage
        await move(run.db, run, 'running', { stage })
      }
    }
    // At each look, so that a bound that an admin moves counts for what is under way too.
    const settings = await readSettings(run.db)
    if (from === 'running' && isTooOld(settings, attempt, age)) {
      if (await settleLost(run, looked(attempt))) return false
    }
    // A job that was given up is looked at once more only when a callback asks for it.
    if (from === 'failed' && Date.now() - started > LAST_LOOK_MS) return false
    urgent = await run.bell.wait(Math.max(wished, pause(run, settings, attempt, age)), run.signal)
    // Who rang may have taken the job away: an admin released it.
    if (urgent) await expectOurs(run, from)
  }
}

/** The attempt to follow, with the task that a callback named for it when that has become free meanwhile. */
async function currentAttempt(run: Run, job: JobRow): Promise<AttemptRow | null> {
  const attempt = await lastAttempt(run.db, job.id)
  if (!attempt?.calledTaskId || attempt.taskId) return attempt
  return (await bindCalled(run.db, attempt, attempt.calledTaskId)) ? lastAttempt(run.db, job.id) : attempt
}

async function judge(
  run: Run,
  job: JobRow,
  attempt: AttemptRow,
  record: RecordOutcome,
  from: JobStatus,
): Promise<'stored' | 'over' | 'unbound' | 'under way'> {
  if (record.kind === 'unavailable' || record.kind === 'unknown') return 'under way'
  if (!sameRequest(job, attempt, record)) {
    log().warn({ jobId: job.id, taskId: attempt.taskId }, 'the task is not the one that was asked for')
    await unbind(run.db, attempt)
    return 'unbound'
  }
  if (record.kind === 'running') return 'under way'
  const known = { ...attempt, creditsConsumed: record.creditsConsumed }
  if (record.kind === 'fail') {
    log().info({ jobId: job.id, taskId: attempt.taskId, code: record.code }, 'the task failed at KIE')
    const code = record.code === '422' ? 'refused' : 'generation_failed'
    const failure = { code, detail: record.message, attempt: known } as const
    if (from === 'running') await settleFailed(run, from, failure)
    else if (known.creditsConsumed) await settleFailedLate(run, failure)
    return 'over'
  }
  await run.db.transaction(async (tx) => {
    await tx
      .update(attempts)
      .set({
        record: { urls: record.urls, texts: record.texts },
        creditsConsumed: record.creditsConsumed,
        costMs: record.costMs,
        looks: attempt.looks,
        lookedAt: attempt.lookedAt,
      })
      .where(thisAttempt(attempt))
    await move(tx, run, from, {
      status: 'storing',
      stage: null,
      errorCode: null,
      errorDetail: null,
      finishedAt: null,
    })
  })
  return 'stored'
}

/** recordInfo repeats what was asked: a task of another model, or with another's callback, is not ours. */
function sameRequest(
  job: JobRow,
  attempt: AttemptRow,
  record: Exclude<RecordOutcome, { kind: 'unknown' | 'unavailable' }>,
): boolean {
  const model = record.model ?? record.param?.model
  if (model && model !== job.model) return false
  const callback = record.param?.callBackUrl
  return !callback || callback.endsWith(callbackPath(job.id, attempt.n, attempt.nonce))
}

const isTooOld = ({ taskDeadlineMs, uncertainAfterMs }: Settings, attempt: AttemptRow, age: number) =>
  age >= (attempt.taskId ? taskDeadlineMs : uncertainAfterMs)

/** KIE's advice, slower where a callback is expected, with a jitter of a fifth so that tasks do not look in step. */
function pause(run: Run, settings: Settings, attempt: AttemptRow, age: number): number {
  const jitter = 0.9 + Math.random() * 0.2
  if (!attempt.taskId) {
    const longest = attempt.calledTaskId ? 1_000 : 5_000
    return Math.min(longest, Math.max(100, settings.uncertainAfterMs - age)) * jitter
  }
  const [early, middle, late] = run.upstream.callbackBase ? [5_000, 10_000, 30_000] : [2_500, 6_000, 20_000]
  return (age < 30_000 ? early : age < 120_000 ? middle : late) * jitter
}

/** A job that was given up, and whose callback brought nothing, sleeps again. */
export async function sleepAgain(run: Run): Promise<void> {
  await run.db.execute(
    sql`update jobs set wake_at = null, lease = null where id = ${run.jobId} and lease = ${run.lease} and status = 'failed'`,
  )
}
