import type { Called } from '@/components/http/call'
import type { CountsView, CreditsView, JobView } from '@/lib/jobs/schema'
import { backoff } from './backoff'
import type { LiveStatus } from './job-store'
import { getCredits, getJobs, type JobsPage } from './requests'

/** What the connection says to whoever keeps the state; plain data, so that it can go to other tabs as it is. */
export type StreamMessage =
  | { kind: 'snapshot'; jobs: JobView[]; credits: CreditsView; counts: CountsView; isPoll: boolean }
  | { kind: 'job'; job: JobView }
  | { kind: 'credits'; credits: CreditsView }
  | { kind: 'counts'; counts: CountsView }
  | { kind: 'status'; status: LiveStatus }
  | { kind: 'clock'; serverNow: number }
  | { kind: 'beat' }
  /** The session is over. */
  | { kind: 'end' }

/** What is used of the browser's EventSource. */
type EventSourceLike = {
  addEventListener: (name: string, listener: (event: Event) => void) => void
  close: () => void
  readonly readyState: number
}

export type StreamPorts = {
  open: (url: string) => EventSourceLike
  jobs: () => Promise<Called<JobsPage>>
  credits: () => Promise<Called<CreditsView>>
}

export const browserPorts: StreamPorts = {
  open: (url) => new EventSource(url),
  jobs: () => getJobs(`limit=${NEWEST}`),
  credits: getCredits,
}

/** How many jobs a snapshot and a poll hold at most. */
export const NEWEST = 50
/** The server pings every 15 s; without a word for this long the line is dead, whatever the browser thinks (ms). */
export const SILENCE = 40_000
export const POLL_EVERY = 3_000
/** While polling, the stream is tried again this often (ms). */
export const STREAM_AGAIN = 60_000
/** A stream that lived shorter counts as one more failure in a row (ms). */
const STEADY = 10_000
const CLOSED = 2
const FAILURES_BEFORE_POLLING = 3

/**
 * One connection to the server's events: reconnects with growing pauses, notices silence, falls back to polling when
 * the stream is refused or fails three times, and goes on trying the stream meanwhile.
 */
export function createStream(deliver: (message: StreamMessage) => void, ports: StreamPorts = browserPorts) {
  let source: EventSourceLike | null = null
  let failures = 0
  let heardAt = 0
  /** When this stream's snapshot came; null before. */
  let liveSince: number | null = null
  let running = false
  let reconnect: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let polling = false
  let poll: ReturnType<typeof setTimeout> | undefined
  /** Nothing has answered of late: the first answer means that the server is back, and the stream may work again. */
  let isAway = false
  /** Counts rounds of polling, so that an answer that comes late belongs to nobody. */
  let era = 0

  function heard() {
    heardAt = Date.now()
    clearTimeout(silence)
    silence = setTimeout(() => failed(false), SILENCE)
    deliver({ kind: 'beat' })
  }

  function drop() {
    source?.close()
    source = null
    clearTimeout(silence)
    clearTimeout(reconnect)
  }

  function finish() {
    stop()
    deliver({ kind: 'end' })
  }

  /** `refused`: an answer came, and it was no event stream. */
  function failed(refused: boolean) {
    drop()
    const wasLive = liveSince !== null
    if (liveSince !== null && Date.now() - liveSince >= STEADY) failures = 0
    liveSince = null
    failures += 1
    if (polling) {
      reconnect = setTimeout(connect, STREAM_AGAIN)
      return
    }
    deliver({ kind: 'status', status: 'stale' })
    if (refused || failures >= FAILURES_BEFORE_POLLING) {
      reconnect = setTimeout(connect, STREAM_AGAIN)
      polling = true
      isAway = !refused && !wasLive
      ask()
    } else {
      reconnect = setTimeout(connect, backoff(failures, 1_000, 15_000))
    }
  }

  function connect() {
    drop()
    liveSince = null
    const mine = ports.open('/api/jobs/events')
    source = mine
    silence = setTimeout(() => failed(false), SILENCE)
    const on = (name: string, act: (data: unknown) => void) =>
      mine.addEventListener(name, (event) => {
        if (source !== mine) return
        const { data, lastEventId } = event as MessageEvent<string>
        const serverNow = Number(lastEventId)
        if (name === 'snapshot' && lastEventId && Number.isFinite(serverNow))
          deliver({ kind: 'clock', serverNow })
        heard()
        act(data ? JSON.parse(data) : null)
      })
    on('ping', () => {})
    on('snapshot', (data) => {
      liveSince = Date.now()
      stopPolling()
      const told = data as { jobs: JobView[]; credits: CreditsView; counts: CountsView }
      deliver({ kind: 'snapshot', ...told, isPoll: false })
      deliver({ kind: 'status', status: 'live' })
    })
    on('job', (data) => deliver({ kind: 'job', job: data as JobView }))
    on('credits', (data) => deliver({ kind: 'credits', credits: data as CreditsView }))
    on('counts', (data) => deliver({ kind: 'counts', counts: data as CountsView }))
    on('end', finish)
    mine.addEventListener('error', () => {
      // The browser's own reconnecting is left out: it cannot be told apart from silence, and has no pause that grows.
      if (source === mine) failed(liveSince === null && mine.readyState === CLOSED)
    })
  }

  function stopPolling() {
    polling = false
    era += 1
    clearTimeout(poll)
  }

  async function ask() {
    era += 1
    const mine = era
    clearTimeout(poll)
    const [jobs, credits] = await Promise.all([ports.jobs(), ports.credits()])
    if (mine !== era) return
    if ((!jobs.ok && jobs.status === 401) || (!credits.ok && credits.status === 401)) return finish()
    if (jobs.ok && credits.ok) {
      heardAt = Date.now()
      deliver({ kind: 'beat' })
      deliver({
        kind: 'snapshot',
        jobs: jobs.value.jobs,
        counts: jobs.value.counts,
        credits: credits.value,
        isPoll: true,
      })
      deliver({ kind: 'status', status: 'polling' })
      if (isAway) connect()
      isAway = false
    } else {
      deliver({ kind: 'status', status: 'stale' })
      isAway = true
    }
    poll = setTimeout(ask, POLL_EVERY)
  }

  function start() {
    if (running) return
    running = true
    connect()
  }

  function stop() {
    running = false
    drop()
    stopPolling()
    failures = 0
  }

  return {
    start,
    stop,
    /** Something changed outside (awake again, back online): tries at once unless the line was heard just now. */
    nudge() {
      if (!running || (source && Date.now() - heardAt < SILENCE / 2)) return
      if (polling) ask()
      else deliver({ kind: 'status', status: 'stale' })
      connect()
    },
    /** The machine says it has no network: what is shown is of before. */
    lost() {
      if (!running) return
      drop()
      stopPolling()
      deliver({ kind: 'status', status: 'stale' })
      reconnect = setTimeout(connect, 15_000)
    },
  }
}

export type Stream = ReturnType<typeof createStream>
