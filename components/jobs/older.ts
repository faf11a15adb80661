import { getJobs } from './call'
import { jobStore } from './live'
import { NEWEST } from './stream'

/** The cursor of the next page back in time; undefined before the first was asked for, null at the end. */
let cursor: string | null | undefined
let loading = false
const listeners = new Set<() => void>()

export type Older = 'more' | 'loading' | 'end'

function tell() {
  for (const listener of [...listeners]) listener()
}

export const older = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  /** Whether there is more to load. */
  state(): Older {
    if (loading) return 'loading'
    const full = jobStore.snapshot().jobs.length >= NEWEST
    return cursor === null || (cursor === undefined && !full) ? 'end' : 'more'
  },
  /** The list was cut off at its newest page: begin again from there. */
  reset() {
    cursor = undefined
    tell()
  },
  async load() {
    if (older.state() !== 'more') return
    loading = true
    tell()
    // The first page is asked for once more: only an answer of the server has the cursor behind it.
    if (cursor === undefined) await page('')
    if (cursor) await page(`&cursor=${encodeURIComponent(cursor)}`)
    loading = false
    tell()
  },
}

async function page(query: string) {
  const answer = await getJobs(`limit=${NEWEST}${query}`)
  if (!answer.ok) return
  for (const job of answer.value.jobs) jobStore.apply(job)
  cursor = answer.value.next
}
