import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Stream, StreamMessage } from '@/components/jobs/stream'
import { type Channel, shareStream, type TabPorts } from '@/components/jobs/tabs'
import { job } from './jobs'

/** One browser: channels that hear each other (never themselves) and one lock. */
function browser() {
  const channels = new Set<Channel>()
  const queue: (() => void)[] = []
  let locked = false
  const grant = () => {
    if (locked) return
    queue.shift()?.()
  }
  const channel = (): Channel => {
    const mine: Channel = {
      onmessage: null,
      postMessage(data: unknown) {
        for (const other of [...channels])
          if (other !== mine) other.onmessage?.(new MessageEvent('message', { data }))
      },
      close: () => {
        channels.delete(mine)
      },
    }
    channels.add(mine)
    return mine
  }
  const request = (_name: string, options: { signal: AbortSignal }, work: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        if (options.signal.aborted) return grant()
        locked = true
        void work().then(() => {
          locked = false
          resolve()
          grant()
        })
      }
      options.signal.addEventListener('abort', () => reject(new Error('aborted')))
      queue.push(go)
      grant()
    })
  return { ports: { channel, locks: { request } } as unknown as TabPorts }
}

type Tab = { heard: StreamMessage[]; streams: { say: (message: StreamMessage) => void; running: boolean }[] }
let open: { stop: () => void }[] = []

function tab(ports: TabPorts, state: StreamMessage[] = []) {
  const made: Tab = { heard: [], streams: [] }
  const shared = shareStream({
    name: 'live',
    ports,
    deliver: (message) => made.heard.push(message),
    state: () => state,
    stream: (say): Stream => {
      const stream = { say, running: false }
      made.streams.push(stream)
      return {
        start: () => {
          stream.running = true
        },
        stop: () => {
          stream.running = false
        },
        nudge: () => say({ kind: 'beat' }),
        lost: () => {},
      }
    },
  })
  open.push(shared)
  return { ...made, ...shared }
}

const news: StreamMessage = { kind: 'job', job: job('a') }
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const shared of open) shared.stop()
  open = []
  vi.useRealTimers()
})

test('one stream serves all tabs', () => {
  const { ports } = browser()
  const tabs = [tab(ports), tab(ports), tab(ports)]
  expect(tabs.map(({ streams }) => streams.length)).toEqual([1, 0, 0])
  tabs[0]?.streams[0]?.say(news)
  for (const { heard } of tabs) expect(heard).toContainEqual(news)
})

test('a new tab gets everything from the leader at once', () => {
  const { ports } = browser()
  tab(ports, [news])
  expect(tab(ports).heard).toEqual([news])
})

test('when the leader closes, the next tab opens a stream', async () => {
  const { ports } = browser()
  const first = tab(ports)
  const second = tab(ports)
  const third = tab(ports)
  first.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(first.streams[0]?.running).toBe(false)
  expect([second.streams.length, third.streams.length]).toEqual([1, 0])
  second.streams[0]?.say(news)
  expect(third.heard).toContainEqual(news)
})

test('a follower of a silent leader says stale, asks, and then helps itself', async () => {
  const { ports } = browser()
  const leader = tab(ports, [])
  const follower = tab(ports)
  leader.streams[0]?.say(news)
  await vi.advanceTimersByTimeAsync(43_000)
  expect(follower.heard.at(-1)).toEqual({ kind: 'status', status: 'stale' })
  expect(follower.streams.length).toBe(0)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(follower.streams.length).toBe(1)
})

test('a nudge of a follower reaches the leader', () => {
  const { ports } = browser()
  const leader = tab(ports)
  const follower = tab(ports)
  follower.nudge()
  expect(leader.heard).toEqual([{ kind: 'beat' }])
  expect(follower.heard).toEqual([{ kind: 'beat' }])
})

test('without locks each tab has a stream of its own', () => {
  const ports = { ...browser().ports, locks: null }
  expect([tab(ports).streams.length, tab(ports).streams.length]).toEqual([1, 1])
})
