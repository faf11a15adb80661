import 'server-only'
import { upstream } from '@/lib/jobs/upstream'
import type { CreditOutcome } from '@/lib/kie/types'
import { log } from '@/lib/log'

/** KIE is asked again when its answer is older (ms). */
const FRESH_MS = 60_000

/** `asking`: nobody knows yet. `refused`: KIE does not take our key. */
export type KieBalance = {
  state: 'known' | 'asking' | 'refused' | 'unavailable'
  /** The last balance that KIE told (thousandths), and when. */
  thousandths: number | null
  at: string | null
}

type Kept = { outcome?: CreditOutcome; askedAt: number; last?: { thousandths: number; at: string } }
const shared = globalThis as { loupeKieBalance?: Kept }

/**
 * KIE's balance as this process last heard it. Nobody waits: where it is old, KIE is asked meanwhile, and the next
 * look has the answer.
 */
export function kieBalance(now = Date.now()): KieBalance {
  shared.loupeKieBalance ??= { askedAt: 0 }
  const kept = shared.loupeKieBalance
  if (now - kept.askedAt > FRESH_MS) {
    kept.askedAt = now
    void ask(kept).catch((error: unknown) => log().error({ err: error }, 'balance of KIE'))
  }
  const { last, outcome } = kept
  const known = { thousandths: last?.thousandths ?? null, at: last?.at ?? null }
  if (!outcome) return { state: 'asking', ...known }
  if (outcome.kind === 'balance') return { state: 'known', ...known }
  const isRefused = outcome.kind === 'refused' && outcome.reason === 'unauthorized'
  return { state: isRefused ? 'refused' : 'unavailable', ...known }
}

async function ask(kept: Kept): Promise<void> {
  const { kie } = await upstream()
  kept.outcome = await kie.credit()
  if (kept.outcome.kind === 'balance') {
    kept.last = { thousandths: kept.outcome.thousandths, at: new Date().toISOString() }
  }
}
