import type { JobView } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'
import { createJobStore } from './job-store'
import { createOlder } from './older'
import { createReconcile } from './reconcile'
import { getCredits } from './requests'
import { browserPorts, createStream, NEWEST, type StreamMessage, type StreamPorts } from './stream'
import { browserTabs, shareStream } from './tabs'

/** This browser's jobs. One for all parts of the page; emptied when another person signs in. */
export const jobStore = createJobStore()
export const older = createOlder(jobStore)
const reconcile = createReconcile(jobStore)

type Shared = ReturnType<typeof shareStream>
let shared: Shared | null = null
let person: string | null = null
let users = 0
/** This tab itself is signing out: the end of the session is no news, and where to go is decided already. */
let leaving = false

/** Brings one message into the store. */
export function take(message: StreamMessage) {
  switch (message.kind) {
    case 'snapshot': {
      jobStore.setCredits(message.credits)
      jobStore.setCounts(message.counts)
      if (jobStore.applyNewest(message.jobs, message.jobs.length < NEWEST).gap) older.reset()
      void reconcile(message)
      break
    }
    case 'job':
      jobStore.apply(message.job)
      break
    case 'credits':
      jobStore.setCredits(message.credits)
      break
    case 'counts':
      jobStore.setCounts(message.counts)
      break
    case 'clock':
      jobStore.setClock(message.serverNow, Date.now())
      break
    case 'status':
      jobStore.setStatus(message.status)
      break
    case 'beat':
      jobStore.heard(Date.now())
      break
    case 'end':
      if (!leaving) window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`)
      break
  }
}

/** What brings another tab up to this one. */
function asMessages(): StreamMessage[] {
  const { jobs, credits, counts, status, loaded, clockOffset } = jobStore.snapshot()
  const clock: StreamMessage = { kind: 'clock', serverNow: Date.now() + clockOffset }
  if (!loaded || !credits) return []
  const older = jobs.slice(NEWEST).filter((job) => !isFinal(job.status))
  return [
    clock,
    { kind: 'beat' },
    { kind: 'snapshot', jobs: jobs.slice(0, NEWEST), credits, counts, isPoll: false },
    ...older.map((job): StreamMessage => ({ kind: 'job', job })),
    { kind: 'status', status },
  ]
}

const onLeaving = () => {
  leaving = true
}
const onOnline = () => shared?.nudge()
const onOffline = () => shared?.lost()
const onVisible = () => {
  if (document.visibilityState === 'visible') shared?.nudge()
}

/** Keeps the store live for this person until the returned function is called. Any number of parts may ask. */
export function goLive(userId: string, ports: StreamPorts = browserPorts): () => void {
  if (person !== userId) {
    shared?.stop()
    shared = null
    jobStore.clear()
    older.reset()
    person = userId
  }
  users += 1
  if (!shared) {
    shared = shareStream({
      name: `loupe-live-${userId}`,
      ports: browserTabs(),
      stream: (deliver) => createStream(deliver, ports),
      state: asMessages,
      deliver: take,
    })
    window.addEventListener('loupe:leaving', onLeaving)
    window.addEventListener('online', onOnline)
    window.addEventListener('offline', onOffline)
    document.addEventListener('visibilitychange', onVisible)
  }
  return () => {
    users -= 1
    // The next page's parts ask again in the same turn: no need to hang up between two pages.
    setTimeout(() => {
      if (users > 0 || !shared) return
      shared.stop()
      shared = null
      window.removeEventListener('loupe:leaving', onLeaving)
      window.removeEventListener('online', onOnline)
      window.removeEventListener('offline', onOffline)
      document.removeEventListener('visibilitychange', onVisible)
    }, 1_000)
  }
}

/** Takes the job that answered this tab's own request, here and in the other tabs. */
export function learn(job: JobView) {
  jobStore.apply(job)
  shared?.tell({ kind: 'job', job })
}

/** Asks for the balance once, for when no stream brings it. */
export async function refreshCredits() {
  if (jobStore.snapshot().status === 'live') return
  const answer = await getCredits()
  if (!answer.ok) return
  jobStore.setCredits(answer.value)
  shared?.tell({ kind: 'credits', credits: answer.value })
}
