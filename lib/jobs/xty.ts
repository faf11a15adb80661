import 'server-only'
import { buffer } from 'node:stream/consumers'
import { asc, eq } from 'drizzle-orm'
import { attempts, files, jobInputs } from '@/db/schema'
import { openForUpstream } from '@/lib/files/blobs'
import { Gate } from '@/lib/gate'
import { log } from '@/lib/log'
import { readSettings } from '@/lib/settings'
import type { XtyOutcome } from '@/lib/xty/types'
import type { Begun } from './begin'
import { isTooLate, markUncertain, putBackUnsent, refusedWith } from './create'
import { move, putBack, type Run, thisAttempt } from './run-context'
import { retryDelay } from './send'
import { settleFailed } from './settle'
import type { JobErrorCode } from './status'
import type { JobRow } from './view'

/**
 * The second provider's part of a job's life: one synchronous call that is billed and can never be looked up again.
 * The attempt is committed before it, as with createTask, and what is unclear is never asked twice (J2).
 * @returns `storing`: the result's address is kept with the attempt; `uncertain`: there is nothing but to wait; `over`.
 */
export async function askXty(run: Run, job: JobRow): Promise<'storing' | 'uncertain' | 'over'> {
  return asking.run(() => askOnce(run, job))
}

/** A call holds its picture as text, three times over, for as long as it lasts. */
const asking = new Gate(4)

async function askOnce(run: Run, job: JobRow): Promise<'storing' | 'uncertain' | 'over'> {
  const dataUrl = await pictureOf(run, job)
  const { xty } = run.upstream
  if (!dataUrl || !xty) {
    await settleFailed(run, 'queued', { code: dataUrl ? 'upstream_key' : 'input_unavailable' })
    return 'over'
  }
  const begun = await run.turn()
  if (!begun) return 'over'
  if (isTooLate(begun)) {
    await putBackUnsent(run, begun)
    return 'over'
  }
  const outcome = await xty.removeBackground({ picture: { dataUrl } })
  if (outcome.kind === 'made') {
    await keepAddress(run, begun, outcome.url)
    return 'storing'
  }
  log().warn({ jobId: job.id, attempt: begun.n, outcome }, 'XTY made nothing')
  if (outcome.kind === 'uncertain') {
    await markUncertain(run, begun)
    return 'uncertain'
  }
  await run.db.update(attempts).set(refusedWith(outcome.message)).where(thisAttempt(begun))
  await waitOrFail(run, job, outcome)
  return 'over'
}

async function pictureOf(run: Run, job: JobRow): Promise<string | null> {
  const [first] = await run.db
    .select({ file: files })
    .from(jobInputs)
    .innerJoin(files, eq(files.id, jobInputs.fileId))
    .where(eq(jobInputs.jobId, job.id))
    .orderBy(asc(jobInputs.position))
    .limit(1)
  const blob = first && (await openForUpstream(first.file))
  return blob ? `data:${blob.mime};base64,${(await buffer(blob.stream)).toString('base64')}` : null
}

async function keepAddress(run: Run, begun: Begun, url: string): Promise<void> {
  await run.db.transaction(async (tx) => {
    await tx
      .update(attempts)
      // It has no task's id of its own; ours keeps the rule that a bound attempt has one.
      .set({ state: 'bound', taskId: `xty-${begun.jobId}-${begun.n}`, record: { urls: [url], texts: [] } })
      .where(thisAttempt(begun))
    await move(tx, run, 'running', { status: 'storing', stage: null })
  })
}

const failures: Partial<Record<string, JobErrorCode>> = {
  unauthorized: 'upstream_key',
  no_credit: 'upstream_credit',
}

async function waitOrFail(
  run: Run,
  job: JobRow,
  outcome: Extract<XtyOutcome, { kind: 'refused' | 'unavailable' }>,
): Promise<void> {
  const { giveUpAfterMs } = await readSettings(run.db)
  const isYoung = Date.now() - job.createdAt.getTime() < giveUpAfterMs
  if (outcome.retryAfterMs !== null && isYoung) {
    return putBack(run, 'running', Math.max(outcome.retryAfterMs, retryDelay(job)))
  }
  const reason = outcome.kind === 'refused' ? outcome.reason : 'unavailable'
  const code = failures[reason] ?? (outcome.retryAfterMs === null ? 'refused' : 'upstream_unavailable')
  return settleFailed(run, 'running', { code, detail: outcome.message })
}
