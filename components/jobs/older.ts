import type { JobStore } from './job-store'
import { getJobs } from './requests'
import { NEWEST } from './stream'

export type OlderState = 'more' | 'loading' | 'end'

/** Loads the list further back in time, page by page. */
export function createOlder(store: JobStore) {
  /** Of the next page; undefined before the first was asked for, null at the end. */
  let cursor: string | null | undefined
  let loading = false
  const listeners = new Set<() => void>()

  function tell() {
    for (const listener of [...listeners]) listener()
  }

  async function page(query: string) {
    const answer = await getJobs(`limit=${NEWEST}${query}`)
    if (!answer.ok) return
    for (const job of answer.value.jobs) store.apply(job)
    cursor = answer.value.next
  }

  function state(): OlderState {
    if (loading) return 'loading'
    const full = store.snapshot().jobs.length >= NEWEST
    return cursor === null || (cursor === undefined && !full) ? 'end' : 'more'
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    state,
    /** The list was cut off at its newest page: begin again from there. */
    reset() {
      cursor = undefined
      tell()
    },
    async load() {
      if (state() !== 'more') return
      loading = true
      tell()
      // The first page is asked for once more: only an answer of the server has the cursor behind it.
      if (cursor === undefined) await page('')
      if (cursor) await page(`&cursor=${encodeURIComponent(cursor)}`)
      loading = false
      tell()
    },
  }
}
