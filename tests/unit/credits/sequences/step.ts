import type fc from 'fast-check'
import { Refusal } from '@/lib/refusal'
import type { Ledger } from './ledger'
import { check, type World } from './world'

export type Step = fc.AsyncCommand<Ledger, World>

/** A step; after it everything is checked. */
export function step(name: string, run: (ledger: Ledger, world: World) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (ledger, world) => {
      await run(ledger, world)
      await check(ledger, world)
    },
    toString: () => name,
  }
}

export const codeOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.code : 'done')
