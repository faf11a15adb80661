import type { JobsState } from '@/components/jobs/job-store'
import type { GalleryStore } from './gallery-store'

/** Results of several jobs that end together are fetched together (ms). */
const GATHER_MS = 500
/** The server is asked again after it did not answer (ms). */
const AGAIN_MS = 3_000
/** What ended so shortly before the first list of jobs may have come after the gallery was read (ms). */
const JUST_NOW_MS = 30_000

export type Clock = {
  now: () => number
  /** Does something after so many ms; the answer takes that back. */
  after: (ms: number, work: () => void) => () => void
}

const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

export type News = ReturnType<typeof createNews>

/** Jobs that ended since the page was opened bring results; results that went elsewhere go here too. */
export function createNews(store: Pick<GalleryStore, 'change' | 'refresh'>, clock = browserClock) {
  /** Versions of the jobs that are done, by id. */
  let seen: ReadonlyMap<string, number> | null = null
  let cancel: (() => void) | null = null
  let isOver = false

  /** A look that is due is not put off by what comes meanwhile. */
  function lookSoon(ms: number) {
    if (!isOver) cancel ??= clock.after(ms, () => void look())
  }
  async function look() {
    cancel = null
    if (!(await store.refresh())) lookSoon(AGAIN_MS)
  }

  return {
    hear({ jobs, loaded, clockOffset }: Pick<JobsState, 'jobs' | 'loaded' | 'clockOffset'>) {
      if (!loaded) return
      const done = jobs.filter((job) => job.status === 'done')
      const before = seen
      seen = new Map(done.map((job) => [job.id, job.version]))
      if (!before) {
        const since = clock.now() + clockOffset - JUST_NOW_MS
        if (done.some(({ finishedAt }) => finishedAt && Date.parse(finishedAt) > since)) lookSoon(GATHER_MS)
        return
      }
      const changed = done.filter((job) => before.get(job.id) !== job.version)
      for (const job of changed.filter(({ gone }) => gone.trashed + gone.deleted > 0)) {
        store.change((one) =>
          one.jobId === job.id && !one.trashedAt && !job.outputs.some(({ id }) => id === one.file.id)
            ? null
            : one,
        )
      }
      if (changed.length > 0) lookSoon(GATHER_MS)
    },
    stop() {
      isOver = true
      cancel?.()
    },
  }
}
