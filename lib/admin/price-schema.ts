import { z } from 'zod'
import { creditAmount } from '@/lib/credits/amount-schema'
import { instantText } from '@/lib/instant'
import { MOST_CREDITS, MOST_TIMES } from './bounds'
import { modelId, reason } from './schema'

// Price rules, as admins send and see them.

/** A multiple of KIE's price, or credits for a run; null: no rule from then on. */
const ruleSchema = z.union([
  z.strictObject({ times: creditAmount(MOST_TIMES) }),
  z.strictObject({ credits: creditAmount(MOST_CREDITS) }),
])
export type AskedRule = z.infer<typeof ruleSchema>

export const newRuleSchema = z.strictObject({
  /** Null: all models without a rule of their own. */
  model: modelId.nullable(),
  rule: ruleSchema.nullable(),
  /** ISO 8601; null: now. */
  from: instantText.nullable(),
  reason,
})
export type NewRule = z.infer<typeof newRuleSchema>

/** `?model&times&credits` of what a rule would have changed. */
export const effectQuerySchema = z.union([
  z.strictObject({ model: modelId.optional(), times: z.coerce.number().pipe(creditAmount(MOST_TIMES)) }),
  z.strictObject({ model: modelId.optional(), credits: z.coerce.number().pipe(creditAmount(MOST_CREDITS)) }),
])

export const rulesQuerySchema = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .optional(),
})

const ruleStates = ['coming', 'current', 'past', 'withdrawn'] as const

const ruleViewSchema = z.object({
  id: z.number(),
  /** Null: for all models. */
  model: z.string().nullable(),
  title: z.string().nullable(),
  rule: ruleSchema.nullable(),
  state: z.enum(ruleStates),
  from: z.string(),
  reason: z.string(),
  /** The admin's name. */
  by: z.string(),
  madeAt: z.string(),
  withdrawn: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
})
export type RuleView = z.infer<typeof ruleViewSchema>

export const rulesSchema = z.object({
  /** Those that will count and those that do. */
  standing: z.array(ruleViewSchema),
  past: z.array(ruleViewSchema),
  /** Names the last of `past`, where there are more. */
  next: z.number().nullable(),
})
export type PriceRules = z.infer<typeof rulesSchema>

/** What jobs cost, and would have cost under a rule (credits). */
const sums = { jobs: z.number(), paid: z.number(), would: z.number() }
export const effectSchema = z.object({
  ...sums,
  models: z.array(z.object({ model: z.string(), title: z.string(), ...sums })),
})
export type Effect = z.infer<typeof effectSchema>
