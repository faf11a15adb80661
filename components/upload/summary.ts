import { floorThousandths, toCredits, toThousandths } from '@/lib/credits/amount'
import type { TrayItem } from './tray'

/** Whether a run may be asked for: on its way or there, within the tool's limits, and not asked for already. */
export const isRunnable = ({ phase, problem, ask }: TrayItem) =>
  !problem &&
  !ask &&
  (phase === 'waiting' || phase === 'uploading' || phase === 'pausing' || phase === 'ready')

/** Left out: the chosen tool does not take it, or the server refused it. */
export const isLeftOut = (item: TrayItem) => item.problem !== null || item.phase === 'failed'

export type TraySummary = {
  /** In their order. */
  runnable: readonly TrayItem[]
  leftOut: readonly TrayItem[]
  /** Asked for and not accepted yet. */
  asked: number
  ready: number
  /** Looked at, waiting or under way. */
  uploading: number
}

export function summarise(items: readonly TrayItem[]): TraySummary {
  const leftOut = items.filter(isLeftOut)
  const ready = items.filter((item) => item.phase === 'ready' && !item.problem).length
  return {
    runnable: items.filter(isRunnable),
    leftOut,
    asked: items.filter((item) => item.ask).length,
    ready,
    uploading: items.length - ready - leftOut.length,
  }
}

export type Bill = {
  /** Credits. */
  total: number
  /** What remains after it; null when it does not cover the total. */
  left: number | null
  /** How many of the pictures the credits cover. */
  affordable: number
  missing: number
}

/** What a run costs and whether the credits cover it; counted in thousandths, so that 0.1 and 0.2 make 0.3. */
export function bill(count: number, price: number, available: number): Bill {
  const one = toThousandths(price)
  const has = floorThousandths(available)
  const total = count * one
  return {
    total: toCredits(total),
    left: total <= has ? toCredits(has - total) : null,
    affordable: one === 0 ? count : Math.min(count, Math.floor(has / one)),
    missing: toCredits(Math.max(0, total - has)),
  }
}
