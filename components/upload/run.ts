import { backoff } from '@/components/jobs/backoff'
import { type Called, call, isPassing } from '@/components/jobs/call'
import { newKey } from '@/components/jobs/new-key'
import type { JobView } from '@/lib/jobs/schema'
import type { Queue } from './queue'
import { isRunnable } from './summary'
import type { Ask, TrayItem } from './tray'

/** Submissions at once. */
export const SUBMISSIONS = 4
const TRIES = 6

export type Submit = (fileId: string, ask: Ask) => Promise<Called<{ job: JobView }>>

/** Asks for one job. The key makes the same ask the same job, however often it is sent. */
export const submitJob: Submit = (fileId, { model, batchId, key }) =>
  call('/api/jobs', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ model, input: { image: fileId }, batchId }),
  })

/**
 * Turns pictures into jobs: each as soon as it is uploaded, four at once, with a key that stays with the picture. A
 * picture leaves the tray when its job is accepted; with the credits used up the rest stays where it is.
 */
export function createRunner(
  { tray }: Queue,
  options: { onJob: (job: JobView) => void; submit?: Submit; newId?: () => string },
) {
  const { onJob, submit = submitJob, newId = newKey } = options
  const sending = new Set<string>()
  const tries = new Map<string, number>()
  const asked = new Map<string, Ask>()
  let pausedUntil = 0

  /** The same ask as before where nothing has changed, so that an answer that got lost is found again. */
  function askOf(item: TrayItem, model: string, credits: number, batchId: string | null): Ask {
    const before = asked.get(item.id)
    const ask = before?.model === model ? before : { model, key: newId(), batchId, credits }
    asked.set(item.id, ask)
    return ask
  }

  function pump() {
    if (Date.now() < pausedUntil) return
    for (const item of tray.snapshot().items) {
      if (sending.size >= SUBMISSIONS) return
      if (item.ask && item.uploaded && !sending.has(item.id)) void send(item.id, item.uploaded.id, item.ask)
    }
  }

  async function send(id: string, fileId: string, ask: Ask) {
    sending.add(id)
    const answer = await submit(fileId, ask)
    if (answer.ok) {
      asked.delete(id)
      tries.delete(id)
      onJob(answer.value.job)
      tray.drop(id)
    } else if (answer.status === 402) {
      tray.setShortage({ code: answer.code, message: answer.message })
      tray.map((item) =>
        item.ask && (item.id === id || !sending.has(item.id)) ? { ...item, ask: null } : item,
      )
    } else {
      await refused(id, answer)
    }
    sending.delete(id)
    pump()
  }

  async function refused(id: string, answer: Extract<Called<never>, { ok: false }>) {
    const n = (tries.get(id) ?? 0) + 1
    tries.set(id, n)
    if (!isPassing(answer.status) || n >= TRIES) {
      tries.delete(id)
      tray.patch(id, { ask: null, runError: { code: answer.code, message: answer.message } })
      return
    }
    const wait = answer.retryAfterMs ?? backoff(n, 500, 15_000)
    if (answer.status === 429) pausedUntil = Math.max(pausedUntil, Date.now() + wait)
    // The slot is kept meanwhile: what failed for this one would fail for the next.
    await new Promise((resolve) => setTimeout(resolve, wait))
  }

  tray.subscribe(pump)

  return {
    /** Runs these pictures with one tool; several make a batch. Those still on their way follow when they arrive. */
    run(ids: readonly string[], model: string, credits: number) {
      const wanted = new Set(ids)
      const batchId = ids.length > 1 ? newId() : null
      tray.setShortage(null)
      tray.map((item) =>
        wanted.has(item.id) && isRunnable(item)
          ? { ...item, ask: askOf(item, model, credits, batchId), runError: null }
          : item,
      )
      pump()
    },
  }
}
