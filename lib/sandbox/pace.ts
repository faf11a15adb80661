import 'server-only'

const WINDOW_MS = 10_000
const MOST = 20

/** KIE's limit of 20 new tasks within 10 s, per key. */
export function newPace() {
  const times = new Map<string, number[]>()
  const recent = (key: string, now: number) => {
    const kept = (times.get(key) ?? []).filter((at) => at > now - WINDOW_MS)
    times.set(key, kept)
    return kept
  }
  return {
    full: (key: string, now = Date.now()) => recent(key, now).length >= MOST,
    /** Counts one more; returns how many the window now holds. */
    count: (key: string, now = Date.now()) => recent(key, now).push(now),
  }
}
