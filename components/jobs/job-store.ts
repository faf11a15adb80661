import type { CountsView, CreditsView, JobView } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'

/** How the list gets its news: by the stream, by asking every few seconds, or not at all just now. */
export type LiveStatus = 'connecting' | 'live' | 'stale' | 'polling'

export type JobsState = {
  /** Newest first, by creation and id as the server pages them. */
  jobs: readonly JobView[]
  credits: CreditsView | null
  /** How many are open by the server's count: here may be fewer. */
  counts: CountsView
  status: LiveStatus
  /** When the server was last heard (this machine's clock, ms); null before the first word. */
  heardAt: number | null
  /** False until the first list is there: an empty list before that means nothing. */
  loaded: boolean
  /** The server's clock minus this machine's (ms). */
  clockOffset: number
}

/** What nobody has seen anything of yet; also what the server renders. */
export const emptyState: JobsState = {
  jobs: [],
  credits: null,
  counts: { queued: 0, running: 0, storing: 0 },
  status: 'connecting',
  heardAt: null,
  loaded: false,
  clockOffset: 0,
}

export const newestFirst = (a: JobView, b: JobView) =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1

export type JobStore = ReturnType<typeof createJobStore>

/**
 * The jobs of one person as this browser knows them. Outside React: read through `useSyncExternalStore`.
 * Listeners hear of a burst of changes once, in the next microtask.
 */
export function createJobStore() {
  const byId = new Map<string, JobView>()
  const listeners = new Set<() => void>()
  let state = emptyState
  let unsorted = false
  let told = true

  function changed() {
    if (!told) return
    told = false
    queueMicrotask(() => {
      told = true
      for (const listener of [...listeners]) listener()
    })
  }

  function set(part: Partial<Omit<JobsState, 'jobs'>>) {
    state = { ...state, ...part }
    changed()
  }

  /** Takes a job in unless the same or a newer version is here. */
  function apply(job: JobView) {
    const known = byId.get(job.id)
    if (known && known.version >= job.version) return
    byId.set(job.id, job)
    unsorted = true
    changed()
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    snapshot(): JobsState {
      if (unsorted) {
        state = { ...state, jobs: [...byId.values()].sort(newestFirst) }
        unsorted = false
      }
      return state
    },
    get: (id: string) => byId.get(id),
    apply,
    /**
     * The newest jobs as the server lists them. Where a full page does not reach what is here, there is a gap of
     * unknown size between: the older ones go and are loaded again when someone scrolls to them.
     */
    applyNewest(jobs: readonly JobView[], isWhole: boolean): { gap: boolean } {
      const gap = !isWhole && byId.size > 0 && !jobs.some((job) => byId.has(job.id))
      if (gap) for (const [id, job] of byId) if (isFinal(job.status)) byId.delete(id)
      for (const job of jobs) apply(job)
      if (gap) unsorted = true
      set({ loaded: true })
      return { gap }
    },
    setCredits: (credits: CreditsView) => set({ credits }),
    setCounts: (counts: CountsView) => set({ counts }),
    setStatus(status: LiveStatus) {
      if (status !== state.status) set({ status })
    },
    /** The server was heard at `now`; told to listeners only where it matters (see `heardAt`). */
    heard(now: number) {
      state = { ...state, heardAt: now }
    },
    setClock(serverNow: number, now: number) {
      const clockOffset = serverNow - now
      // Small differences are the way's own delay.
      if (Math.abs(clockOffset - state.clockOffset) > 1_000) set({ clockOffset })
    },
    clear() {
      byId.clear()
      state = emptyState
      unsorted = false
      changed()
    },
  }
}
