import 'server-only'
import { Refusal } from '@/lib/refusal'

/** How many wait or are drawn in this process, all together and of one person. */
const MOST = 8
const MOST_OF_ONE = 4
const AGAIN_SECONDS = 3

// On globalThis, because Next bundles routes apart: the count is the process's.
const shared = globalThis as { loupeFinishing?: Map<string, number> }

/** Does the work, or says at once that there is too much of it already: of everybody (503) or of this person (429). */
export async function unlessBusy<T>(userId: string, work: () => Promise<T>): Promise<T | Refusal> {
  shared.loupeFinishing ??= new Map()
  const counts = shared.loupeFinishing
  const own = counts.get(userId) ?? 0
  if (own >= MOST_OF_ONE) return new Refusal('rate_limited', { retryAfter: AGAIN_SECONDS })
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (all >= MOST) return new Refusal('busy', { retryAfter: AGAIN_SECONDS })
  counts.set(userId, own + 1)
  try {
    return await work()
  } finally {
    const left = (counts.get(userId) ?? 1) - 1
    if (left > 0) counts.set(userId, left)
    else counts.delete(userId)
  }
}
