import type { PeriodView } from '@/lib/books/schema'

/** What needs someone. Amounts in credits, `bytes` of the disk. */
export type Warning =
  | { kind: 'uncertain'; count: number; releasedAt: string }
  | { kind: 'alarm'; credits: number }
  | { kind: 'audit'; count: number }
  | { kind: 'key' }
  | { kind: 'credit'; count: number }
  | { kind: 'signature'; count: number; lastAt: string }
  | { kind: 'findings'; count: number }
  | { kind: 'disk'; bytes: number }

export type OverviewView = PeriodView & {
  queue: { waiting: number; running: number; storing: number }
  /** Tasks begun in each ten seconds of the last five minutes, the latest last, and how many may be. */
  pace: { tasks: number[]; limit: number }
  balance: {
    state: 'known' | 'asking' | 'refused' | 'unavailable'
    /** As KIE last told it (credits). */
    credits: number | null
    at: string | null
    /** How long it lasts at the pace of the last seven days; null: nothing was consumed. */
    days: number | null
    isSandbox: boolean
  }
  /** Null: it was not added up yet. `capacity` is the disk's; null where the store is no disk of ours. */
  storage: { bytes: number; files: number; at: string; capacity: number | null } | null
  warnings: Warning[]
}
