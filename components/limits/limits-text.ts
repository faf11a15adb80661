import { parseNumber } from '@/components/form/numbers'
import { MOST_AT_ONCE, MOST_CREDITS } from '@/lib/admin/bounds'
import type { Limits, PeopleLimits } from '@/lib/admin/limits-schema'

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

/** What can be set for people, field by field. */
export const limitFields = ['group', 'credits', 'jobs', 'models'] as const
export type LimitField = (typeof limitFields)[number]

/** What is sent of what was typed: the changed fields alone, the others stay as they are; or which is wrong. */
export function readChanges(
  changed: ReadonlySet<LimitField>,
  group: string | null,
  text: LimitsText,
): Pick<PeopleLimits, 'group' | 'limits'> | LimitsProblem {
  const has = (field: LimitField) => changed.has(field)
  const read = readLimits({
    credits: has('credits') ? text.credits : '',
    jobs: has('jobs') ? text.jobs : '',
    models: has('models') ? text.models : null,
  })
  if (typeof read === 'string') return read
  const limits = {
    ...(has('credits') && { creditsADay: read.creditsADay }),
    ...(has('jobs') && { jobsAtOnce: read.jobsAtOnce }),
    ...(has('models') && { models: read.models }),
  }
  return { ...(has('group') && { group }), ...(Object.keys(limits).length > 0 && { limits }) }
}

function readNumber(text: string, most: number, decimals: number): number | null | undefined {
  const said = text.replaceAll(/\s/g, '')
  if (said === '') return null
  const value = parseNumber(said)
  const isRight = value !== null && value >= 0 && value <= most && Number(value.toFixed(decimals)) === value
  return isRight ? value : undefined
}
