import type { Stream, StreamMessage } from './stream'
import { SILENCE } from './stream'

// Browsers allow six connections to a host under HTTP/1.1, and an event stream holds one for good: all tabs of one
// person share a single stream. The tab that holds the lock leads and passes on what it hears.

type TabMessage =
  | { from: 'leader'; message: StreamMessage }
  /** A tab has just opened, or has heard nothing for long: everything, please. */
  | { from: 'follower'; ask: 'state' }
  | { from: 'follower'; ask: 'nudge' }

export type Channel = Pick<BroadcastChannel, 'postMessage' | 'close'> & {
  onmessage: ((event: MessageEvent) => void) | null
}

export type TabPorts = {
  channel: ((name: string) => Channel) | null
  locks: Pick<LockManager, 'request'> | null
}

export const browserTabs = (): TabPorts => ({
  channel: typeof BroadcastChannel === 'undefined' ? null : (name) => new BroadcastChannel(name),
  // Only in secure contexts: a phone on plain http in the home network has none.
  locks: typeof navigator === 'undefined' ? null : (navigator.locks ?? null),
})

/** How long a leader may take to answer before a follower helps itself (ms). */
const ANSWER_WITHIN = 3_000

/**
 * Runs one stream for all tabs that use the same `name`. `state` gives what this tab knows as messages that bring
 * another tab to the same state. Without locks or channel each tab has its own stream.
 */
export function shareStream(options: {
  name: string
  ports: TabPorts
  stream: (deliver: (message: StreamMessage) => void) => Stream
  state: () => StreamMessage[]
  deliver: (message: StreamMessage) => void
}) {
  const { name, ports, deliver } = options
  const channel = ports.channel && ports.locks ? ports.channel(name) : null
  const over = new AbortController()
  let leads = false
  let stream: Stream | null = null
  let silence: ReturnType<typeof setTimeout> | undefined

  const post = (message: TabMessage) => channel?.postMessage(message)

  function open() {
    if (stream || over.signal.aborted) return
    stream = options.stream((message) => {
      deliver(message)
      if (leads) post({ from: 'leader', message })
    })
    stream.start()
  }

  /** Nothing from the leader for long: asks once, then opens a stream of its own. */
  function listen(ms: number, asked = false) {
    clearTimeout(silence)
    if (leads || stream) return
    silence = setTimeout(() => {
      if (asked) return open()
      deliver({ kind: 'status', status: 'stale' })
      post({ from: 'follower', ask: 'state' })
      listen(ANSWER_WITHIN, true)
    }, ms)
  }

  function lead() {
    leads = true
    clearTimeout(silence)
    open()
    return new Promise<void>((release) => {
      over.signal.addEventListener('abort', () => release(), { once: true })
    })
  }

  if (channel && ports.locks) {
    channel.onmessage = (event) => {
      const heard = event.data as TabMessage
      if (heard.from === 'leader') {
        // A stream of its own knows it already.
        if (stream) return
        listen(SILENCE + ANSWER_WITHIN)
        deliver(heard.message)
      } else if (leads) {
        if (heard.ask === 'nudge') stream?.nudge()
        else for (const message of options.state()) post({ from: 'leader', message })
      }
    }
    ports.locks.request(name, { signal: over.signal }, lead).catch((cause: unknown) => {
      if (over.signal.aborted) return
      // Locks are there but refused (a strict privacy setting): do without.
      deliver({ kind: 'status', status: 'stale' })
      open()
      throw cause
    })
    post({ from: 'follower', ask: 'state' })
    listen(ANSWER_WITHIN, true)
  } else {
    open()
  }

  return {
    /** Passes on what this tab learnt by itself (the answer to its own request). */
    tell: (message: StreamMessage) => post({ from: 'leader', message }),
    nudge() {
      if (stream) stream.nudge()
      else post({ from: 'follower', ask: 'nudge' })
    },
    lost() {
      if (stream) stream.lost()
      else deliver({ kind: 'status', status: 'stale' })
    },
    stop() {
      over.abort()
      clearTimeout(silence)
      stream?.stop()
      channel?.close()
    },
  }
}
