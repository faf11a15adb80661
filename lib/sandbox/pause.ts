import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'

/** Waits; false when the sandbox closed meanwhile. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (ms <= 0) return !signal.aborted
  return wait(ms, true, { signal }).catch(() => false)
}
