import { useSyncExternalStore } from 'react'

// One timer for all clocks on the page, and none when nothing runs or nobody looks.

const listeners = new Set<() => void>()
let now = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  if (document.visibilityState === 'hidden') return
  now = Date.now()
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (timer === undefined) {
    now = Date.now()
    timer = setInterval(tick, 1_000)
    document.addEventListener('visibilitychange', tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', tick)
  }
}

const read = () => now
const onServer = () => 0

/** This machine's time in ms, renewed every second; 0 until the page is alive. */
export const useNow = (): number => useSyncExternalStore(subscribe, read, onServer)
