import type { CountsView, JobView } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'
import { type JobStore, newestFirst } from './job-store'
import { getJobs } from './requests'
import { POLL_EVERY } from './stream'

const PAGE = 100
/** How far the line is read, and how many lost ones are asked for, in pages. */
const MOST_PAGES = 20

export type Snapshot = { jobs: readonly JobView[]; counts: CountsView; isPoll: boolean }

/**
 * A snapshot holds the newest jobs only. This brings in open jobs beyond it, and how those ended that were open here
 * while nobody listened: a page at a time, and however many wait, not more than three times `MOST_PAGES` of them.
 */
export function createReconcile(store: JobStore) {
  let isBusy = false
  /** What came last, if it came while an earlier one was looked at. */
  let due: Snapshot | null = null
  /** Polls come every few seconds: they may cost one page each, so after many they rest. */
  let restUntil = 0

  async function ask(query: string) {
    restUntil = Math.max(restUntil, Date.now()) + POLL_EVERY
    const answer = await getJobs(`${query}&limit=${PAGE}`)
    if (!answer.ok) return null
    for (const job of answer.value.jobs) store.apply(job)
    return answer.value
  }

  /** The jobs in these states, newest first, and whether a job lies within what was read; null: no answer. */
  async function read(states: string) {
    const seen = new Set<string>()
    let cursor: string | null = ''
    let last: JobView | undefined
    for (let n = 0; cursor !== null && n < MOST_PAGES; n += 1) {
      const page = await ask(`status=${states}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      if (!page) return null
      for (const { id } of page.jobs) seen.add(id)
      last = page.jobs.at(-1)
      cursor = page.next
    }
    const reaches = (job: JobView) => cursor === null || (last !== undefined && newestFirst(job, last) <= 0)
    return { seen, reaches }
  }

  async function look({ jobs, counts }: Snapshot) {
    const told = new Set(jobs.map(({ id }) => id))
    const openHere = store.snapshot().jobs.filter(({ id, status }) => !isFinal(status) && !told.has(id))
    const openTold = jobs.filter(({ status }) => !isFinal(status)).length
    if (openHere.length === 0 && openTold >= counts.queued + counts.running + counts.storing) return
    const line = await read('queued')
    const atWork = line && (await read('running,storing'))
    if (!atWork) return
    const lost = openHere.filter(({ id }) => !line.seen.has(id) && !atWork.seen.has(id)).reverse()
    const isCertain = (job: JobView) => job.status !== 'queued' || line.reaches(job)
    const inTurn = [...lost.filter(isCertain), ...lost.filter((job) => !isCertain(job))]
    for (let n = 0; n < MOST_PAGES && inTurn.length > 0; n += 1) {
      const ids = inTurn.splice(0, PAGE).map(({ id }) => id)
      const page = await ask(`ids=${ids.join(',')}`)
      // The line is served from its old end: where a whole page of it waits still, so does what is behind.
      if (!page || page.jobs.every(({ status }) => status === 'queued')) return
    }
  }

  return async (snapshot: Snapshot) => {
    if (snapshot.isPoll && Date.now() < restUntil) return
    due = snapshot
    if (isBusy) return
    isBusy = true
    try {
      while (due) {
        const next: Snapshot = due
        due = null
        await look(next)
      }
    } finally {
      isBusy = false
    }
  }
}
