import 'server-only'

const WINDOW_MS = 10_000

/** How many tasks were created within ten seconds, per account. Times are Unix ms and never go back. */
export function newPace() {
  const times = new Map<string, number[]>()
  const recent = (account: string, now: number) => {
    const kept = (times.get(account) ?? []).filter((at) => at > now - WINDOW_MS)
    times.set(account, kept)
    return kept
  }
  return {
    /** How many the ten seconds before `now` hold. */
    recent: (account: string, now: number) => recent(account, now).length,
    /** Counts one more; returns how many the ten seconds then hold. */
    count: (account: string, now: number) => recent(account, now).push(now),
  }
}
