import { type Called, isPassing, send } from '@/components/http/call'
import type { JobView } from '@/lib/jobs/schema'
import { backoff } from './backoff'

/** One job to be made. The key makes the same ask the same job, however often it is sent. */
type Ask = {
  model: string
  input: Record<string, unknown>
  batchId?: string | null
  /** Credits that were shown: it is not taken at a higher price. */
  maxPrice?: number | undefined
  key: string
}

export type Submit = (ask: Ask) => Promise<Called<{ job: JobView }>>

/** Submissions at once. */
export const SUBMISSIONS = 4
/** Of one ask, before it waits for a person. */
const TRIES = 6

/** Asks for one job, once. */
export const postJob: Submit = ({ key, ...body }) =>
  send('POST', '/api/jobs', body, { 'idempotency-key': key })

/**
 * Asks until an answer stands: what may pass is tried again under the same key, after the pause that the server names.
 * Told to slow down, all of this submitter wait. A slot is kept meanwhile: what failed for one would fail for the next.
 */
export function createSubmitter(post: Submit = postJob) {
  let pausedUntil = 0

  const submit: Submit = async (ask) => {
    for (let n = 1; ; n += 1) {
      const pause = pausedUntil - Date.now()
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      const answer = await post(ask)
      if (answer.ok || !isPassing(answer.status) || n >= TRIES) return answer
      const wait = answer.retryAfterMs ?? backoff(n, 500, 15_000)
      if (answer.status === 429) pausedUntil = Math.max(pausedUntil, Date.now() + wait)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return submit
}
