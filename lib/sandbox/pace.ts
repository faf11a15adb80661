import 'server-only'

const WINDOW_MS = 10_000

/** KIE's limit on new tasks within 10 s, per account; `before` are the tasks that a restart must not forget. */
export function newPace(before: Iterable<{ account: string; created: number }>) {
  const times = new Map<string, number[]>()
  const recent = (account: string, now: number) => {
    const kept = (times.get(account) ?? []).filter((at) => at > now - WINDOW_MS)
    times.set(account, kept)
    return kept
  }
  for (const { account, created } of before) {
    if (created > Date.now() - WINDOW_MS) recent(account, Date.now()).push(created)
  }
  return {
    /** How many tasks the last ten seconds hold. */
    recent: (account: string, now = Date.now()) => recent(account, now).length,
    /** Counts one more; returns how many the window now holds. */
    count: (account: string, now = Date.now()) => recent(account, now).push(now),
  }
}
