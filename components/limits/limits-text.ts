import { MOST_AT_ONCE, MOST_CREDITS } from '@/lib/admin/bounds'
import type { Limits, PeopleLimits } from '@/lib/admin/limits-schema'
import { parseCredits } from '@/lib/credits/amount'
import { parseNumber } from '@/lib/format'

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
  const creditsADay = orNone(credits, (text) => parseCredits(text, MOST_CREDITS, 0))
  if (creditsADay === undefined) return 'credits'
  const jobsAtOnce = orNone(jobs, readJobs)
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

/** Null where nothing was typed, undefined where it is wrong. */
const orNone = (text: string, read: (text: string) => number | null) =>
  text.trim() === '' ? null : (read(text) ?? undefined)

function readJobs(text: string): number | null {
  const count = parseNumber(text.replaceAll(/\s/g, ''))
  return count !== null && count >= 0 && count <= MOST_AT_ONCE && Number.isInteger(count) ? count : null
}
