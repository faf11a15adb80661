import { parseNumber } from '@/components/form/numbers'
import { MOST_AT_ONCE, MOST_CREDITS } from '@/lib/admin/bounds'
import type { Limits } from '@/lib/admin/limits-schema'

/** Limits as they are typed; an empty field is no limit. */
export type LimitsText = { credits: string; jobs: string; models: readonly string[] | null }

export const noLimits: LimitsText = { credits: '', jobs: '', models: null }

export const textOf = ({ creditsADay, jobsAtOnce, models }: Limits): LimitsText => ({
  credits: creditsADay === null ? '' : String(creditsADay),
  jobs: jobsAtOnce === null ? '' : String(jobsAtOnce),
  models,
})

export type LimitsProblem = 'credits' | 'jobs' | 'models'

/** What was typed, or which field is wrong. */
export function readLimits({ credits, jobs, models }: LimitsText): Limits | LimitsProblem {
  const creditsADay = readNumber(credits, MOST_CREDITS, 3)
  if (creditsADay === undefined) return 'credits'
  const jobsAtOnce = readNumber(jobs, MOST_AT_ONCE, 0)
  if (jobsAtOnce === undefined) return 'jobs'
  if (models?.length === 0) return 'models'
  return { creditsADay, jobsAtOnce, models: models && [...models] }
}

function readNumber(text: string, most: number, decimals: number): number | null | undefined {
  const said = text.replaceAll(/\s/g, '')
  if (said === '') return null
  const value = parseNumber(said)
  const isRight = value !== null && value >= 0 && value <= most && Number(value.toFixed(decimals)) === value
  return isRight ? value : undefined
}
