import 'server-only'
import { findModel } from '@/lib/catalog/catalog'
import { create, markUncertain } from './create'
import { follow, sleepAgain } from './follow'
import { keep } from './keep'
import { lastAttempt } from './queue'
import { putBack, type Run } from './run-context'
import { sendInputs } from './send'
import { settleDone, settleFailed } from './settle'
import type { JobRow } from './view'
import { askXty } from './xty'

/**
 * A job's life, from where it stands to its end. Resumable at every line: each step's outcome is stored before the
 * next begins, so after a crash this is called again with the row as it is.
 *
 * queued → (pictures sent, turn and pace) → running → (task final) → storing → (bytes in our store) → done
 */
export async function runJob(run: Run, job: JobRow): Promise<void> {
  if (job.status === 'queued' && findModel(job.model)?.provider === 'xty') {
    const asked = await askXty(run, job)
    if (asked === 'storing') return keepAndSettle(run, job)
    if (asked === 'uncertain') return followAndKeep(run, job, 'running')
    return
  }
  if (job.status === 'queued') {
    const input = await sendInputs(run, job)
    const begun = input && (await run.turn())
    if (!input || !begun || !(await create(run, job, begun, input))) return
    return followAndKeep(run, job, 'running')
  }
  if (job.status === 'running') {
    const resumed = await resumeAttempt(run, job)
    if (resumed) await followAndKeep(run, resumed, 'running')
    return
  }
  if (job.status === 'storing') return keepAndSettle(run, job)
  // Given up as lost, and a callback came after all.
  if (job.status === 'failed') return followAndKeep(run, job, 'failed')
}

async function followAndKeep(run: Run, job: JobRow, from: 'running' | 'failed'): Promise<void> {
  if (await follow(run, job, from)) return keepAndSettle(run, job)
  if (from === 'failed') await sleepAgain(run)
}

/**
 * A process died between begin and the task's id: nobody can tell whether KIE got the request. Or between a refusal and
 * what it means for the job: there is no task, so it is sent once more, and a refusal for good is met again.
 * The job to follow; null: there is nothing to follow.
 */
async function resumeAttempt(run: Run, job: JobRow): Promise<JobRow | null> {
  const attempt = await lastAttempt(run.db, job.id)
  if (!attempt) return null
  if (attempt.state === 'refused') {
    await putBack(run, 'running', 0)
    return null
  }
  return (await markUncertain(run, attempt)) ?? job
}

async function keepAndSettle(run: Run, job: JobRow): Promise<void> {
  const attempt = await lastAttempt(run.db, job.id)
  if (!attempt) return
  const { kept, promised } = await keep(run, job, attempt)
  if (kept > 0) return settleDone(run, attempt, kept, promised)
  return settleFailed(run, 'storing', { code: 'result_unavailable', attempt })
}
