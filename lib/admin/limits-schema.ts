import { z } from 'zod'
import { creditAmount } from '@/lib/credits/amount-schema'
import { MOST_GRANTED } from '@/lib/credits/bounds'
import { MOST_AT_ONCE, MOST_CREDITS } from './bounds'
import { modelId, reason } from './schema'

// Limits of people and groups, as admins send and see them.

/** What somebody may do at most; null: no limit, or that of their group. Credits of one UTC day. */
const limitsSchema = z.strictObject({
  creditsADay: creditAmount(MOST_CREDITS, 0).nullable(),
  jobsAtOnce: z.number().int().min(0).max(MOST_AT_ONCE).nullable(),
  models: z.array(modelId).min(1).max(300).nullable(),
})
export type Limits = z.infer<typeof limitsSchema>

const groupId = z.string().min(1).max(64)

/** The limits and the group of some people; what is left out, of the limits too, stays as it is for each of them. */
export const peopleLimitsSchema = z.strictObject({
  people: z.array(groupId).min(1).max(MOST_GRANTED),
  group: groupId.nullable().optional(),
  limits: limitsSchema.partial().optional(),
  reason,
})
export type PeopleLimits = z.infer<typeof peopleLimitsSchema>

export const groupSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  limits: limitsSchema,
  reason,
})
export type AskedGroup = z.infer<typeof groupSchema>

export const groupViewSchema = z.object({ id: z.string(), name: z.string(), limits: limitsSchema })
export type GroupView = z.infer<typeof groupViewSchema>

export const personLimitsSchema = z.object({
  group: groupViewSchema.nullable(),
  own: limitsSchema,
  /** Jobs under way, and credits used on this UTC day. */
  openJobs: z.number(),
  usedToday: z.number(),
})
export type PersonLimits = z.infer<typeof personLimitsSchema>
