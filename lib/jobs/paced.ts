import 'server-only'

/**
 * At most `perSecond` turns a second. Urgent ones go first: a callback's look at its task must not wait behind a
 * thousand routine polls.
 */
export function paced(perSecond: number, signal: AbortSignal): (urgent: boolean) => Promise<void> {
  const lines: { urgent: (() => void)[]; routine: (() => void)[] } = { urgent: [], routine: [] }
  let allowance = perSecond
  let ticking: NodeJS.Timeout | undefined
  const tick = () => {
    allowance = Math.min(perSecond, allowance + perSecond / 10)
    while (allowance >= 1) {
      const next = lines.urgent.shift() ?? lines.routine.shift()
      if (!next) break
      allowance--
      next()
    }
    if (allowance >= perSecond && lines.routine.length === 0) {
      clearInterval(ticking)
      ticking = undefined
    }
  }
  signal.addEventListener('abort', () => {
    clearInterval(ticking)
    for (const next of [...lines.urgent.splice(0), ...lines.routine.splice(0)]) next()
  })
  return async (urgent) => {
    signal.throwIfAborted()
    ticking ??= setInterval(tick, 100)
    if (allowance >= 1) {
      allowance--
      return
    }
    await new Promise<void>((resolve) => lines[urgent ? 'urgent' : 'routine'].push(resolve))
    signal.throwIfAborted()
  }
}
