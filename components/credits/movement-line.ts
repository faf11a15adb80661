import type { ModelCard } from '@/lib/catalog/view'

/** One movement as the list shows it. Credits; `at` in ms. */
export type MovementLine = {
  id: number
  at: number
  kind: 'grant' | 'take' | 'hold' | 'capture' | 'remainder' | 'release' | 'loss'
  amount: number
  availableAfter: number
  heldAfter: number
  /** Why credits were given or taken; null for the movements of jobs. */
  reason: string | null
  job: { id: string; tool: string; name: string | null } | null
}

type Movement = Omit<MovementLine, 'at' | 'job' | 'reason'> & {
  at: Date
  reason: string
  jobId: string | null
  model: string | null
  /** The job's picture. */
  name: string | null
}

/** A movement of the ledger with its tool's name in the reader's language. */
export function movementLine(
  { jobId, model, name, at, ...rest }: Movement,
  models: readonly Pick<ModelCard, 'id' | 'tool'>[],
): MovementLine {
  const tool = models.find((one) => one.id === model)?.tool ?? model ?? ''
  return {
    ...rest,
    at: at.getTime(),
    reason: jobId ? null : rest.reason,
    job: jobId ? { id: jobId, tool, name } : null,
  }
}
