import type { JobView } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'

/** How a set ended: canceled ones count as neither. */
export type Ended = { done: number; failed: number }

/**
 * Says when the last of what a person waits for has ended. A set begins with the first job that is seen open and ends
 * when none is open any more; what had ended before anybody looked is no news.
 */
export function createWatch(onEnd: (ended: Ended) => void) {
  const open = new Set<string>()
  let ended: Ended = { done: 0, failed: 0 }
  return (jobs: readonly JobView[]) => {
    for (const { id, status } of jobs) {
      if (!isFinal(status)) {
        open.add(id)
      } else if (open.delete(id)) {
        if (status === 'done') ended.done += 1
        if (status === 'failed') ended.failed += 1
      }
    }
    if (open.size > 0 || ended.done + ended.failed === 0) return
    const news = ended
    ended = { done: 0, failed: 0 }
    onEnd(news)
  }
}
