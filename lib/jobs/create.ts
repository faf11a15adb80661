import 'server-only'
import { and, inArray, sql } from 'drizzle-orm'
import { attempts } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import type { Refused } from '@/lib/kie/types'
import { log, redactText } from '@/lib/log'
import { readSettings } from '@/lib/settings'
import type { Begun } from './begin'
import { ON_THE_WAY_MS, pauseAll } from './begin'
import { bindAnswered } from './bind'
import { move, putBack, type Run, thisAttempt } from './run-context'
import { seedLog } from './seed-log'
import { retryDelay } from './send'
import { settleFailed } from './settle'
import type { JobErrorCode } from './status'
import { callbackPath } from './upstream'
import type { JobRow } from './view'

/** Letters kept of what the upstream says. */
const MOST_SAID = 500

/**
 * Sends createTask for an attempt that is committed, once. Accepted: the task's id is bound to the attempt. Refused for
 * certain: back to the queue, or failed. Unclear: the attempt is uncertain and never sent again (J2).
 * True: there is something to follow.
 */
export async function create(
  run: Run,
  job: JobRow,
  begun: Begun,
  input: Record<string, unknown>,
): Promise<boolean> {
  if (isTooLate(begun)) {
    await putBackUnsent(run, begun)
    return false
  }
  const { kie, callbackBase } = run.upstream
  const model = findModel(job.model)
  if (model) log().info({ jobId: job.id, attempt: begun.n, ...seedLog(model, input) }, 'createTask')
  // Not run.signal: a request under way is let finish when the process stops, or it would become uncertain.
  const outcome = await kie.createTask({
    model: job.model,
    input,
    ...(callbackBase ? { callBackUrl: callbackBase + callbackPath(job.id, begun.n, begun.nonce) } : {}),
  })
  if (outcome.kind === 'accepted') {
    if (!(await bindAnswered(run.db, begun, outcome.taskId))) await markUncertain(run, begun)
    return true
  }
  log().warn({ jobId: job.id, attempt: begun.n, outcome }, 'createTask was not accepted')
  if (outcome.kind === 'uncertain') {
    await markUncertain(run, begun)
    return true
  }
  if (await boundMeanwhile(run, begun, outcome.message)) return true
  await refused(run, job, outcome)
  return false
}

/** The pace is counted at `begin`: what a process that stood still sends later would come with the next window's tasks. */
export const isTooLate = (begun: Begun): boolean => performance.now() - begun.atMs > ON_THE_WAY_MS

/** An attempt that ended before there was a task; `message` may be the upstream's own. */
export const refusedWith = (message: string) => ({
  state: 'refused' as const,
  error: redactText(message).slice(0, MOST_SAID),
  endedAt: sql`clock_timestamp()`,
})

/** Nothing has left this process: the job waits for its turn again. */
export async function putBackUnsent(run: Run, begun: Begun): Promise<void> {
  log().warn({ jobId: begun.jobId, attempt: begun.n }, 'begun too long ago to be sent')
  await run.db.update(attempts).set(refusedWith('begun too long ago to be sent')).where(thisAttempt(begun))
  await putBack(run, 'running', 0)
}

/**
 * From now on only a callback can tell which task this is. May be repeated: a process can die before the job says it.
 * The job as it is then; null: the attempt's task is known.
 */
export async function markUncertain(run: Run, attempt: { jobId: string; n: number }): Promise<JobRow | null> {
  const marked = await run.db
    .update(attempts)
    .set({ state: 'uncertain' })
    .where(and(thisAttempt(attempt), inArray(attempts.state, ['begun', 'uncertain'])))
    .returning({ n: attempts.n })
  return marked.length > 0 ? move(run.db, run, 'running', { stage: 'uncertain' }) : null
}

/** A callback that named a task proves that KIE took the request, whatever its answer said. */
async function boundMeanwhile(run: Run, begun: Begun, message: string): Promise<boolean> {
  const rows = await run.db
    .update(attempts)
    .set(refusedWith(message))
    .where(and(thisAttempt(begun), inArray(attempts.state, ['begun', 'uncertain'])))
    .returning({ n: attempts.n })
  return rows.length === 0
}

const failures: Partial<Record<Refused['reason'], JobErrorCode>> = {
  unauthorized: 'upstream_key',
  no_credit: 'upstream_credit',
  quota: 'upstream_credit',
}

async function refused(run: Run, job: JobRow, outcome: Refused): Promise<void> {
  if (outcome.reason === 'rate_limited') await pauseAll(run.db, outcome.retryAfterMs ?? 10_000)
  const waited = Date.now() - job.createdAt.getTime()
  if (
    outcome.retryAfterMs !== null &&
    (outcome.reason === 'rate_limited' || waited < (await readSettings(run.db)).giveUpAfterMs)
  ) {
    const ms = outcome.reason === 'rate_limited' ? 0 : Math.max(outcome.retryAfterMs, retryDelay(job))
    return putBack(run, 'running', ms)
  }
  const code =
    failures[outcome.reason] ?? (outcome.retryAfterMs === null ? 'refused' : 'upstream_unavailable')
  return settleFailed(run, 'running', { code, detail: outcome.message })
}
