import { z } from 'zod'
import { MOST_CREDITS, MOST_TIMES } from './bounds'

// What admins send about models and prices.

/** Why, for the audit. */
const reason = z.string().trim().min(1).max(300)

export const changeSchema = z.strictObject({
  /** Null: as the catalogue says. */
  offered: z.boolean().nullable(),
  reason,
})

export const decisionSchema = z.strictObject({ decision: z.enum(['accepted', 'dismissed']), reason })

/** An act that takes nothing but its reason. */
export const reasonSchema = z.strictObject({ reason })
const decimal = (most: number) =>
  z
    .number()
    .min(0.001)
    .max(most)
    .refine((value) => Number(value.toFixed(3)) === value, 'decimals')

/** A multiple of KIE's price, or credits for a run; null: no rule from then on. */
export const ruleSchema = z.union([
  z.strictObject({ times: decimal(MOST_TIMES) }),
  z.strictObject({ credits: decimal(MOST_CREDITS) }),
])
export type AskedRule = z.infer<typeof ruleSchema>

const modelId = z.string().min(1).max(100)

export const newRuleSchema = z.strictObject({
  /** Null: all models without a rule of their own. */
  model: modelId.nullable(),
  rule: ruleSchema.nullable(),
  /** ISO 8601; null: now. */
  from: z.iso.datetime({ offset: true }).nullable(),
  reason,
})
export type NewRule = z.infer<typeof newRuleSchema>

/** `?model&times&credits` of what a rule would have changed. */
export const effectQuerySchema = z.union([
  z.strictObject({ model: modelId.optional(), times: z.coerce.number().pipe(decimal(MOST_TIMES)) }),
  z.strictObject({ model: modelId.optional(), credits: z.coerce.number().pipe(decimal(MOST_CREDITS)) }),
])

const ruleStates = ['coming', 'current', 'past', 'withdrawn'] as const

export const ruleViewSchema = z.object({
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
/** The settings that admins see, in their order, and in what people type each: credits, days, minutes, or a choice. */
export const settingKinds = {
  signUp: 'policy',
  welcomeCredits: 'credits',
  lowBalance: 'credits',
  keepResultsDays: 'days',
  trashDays: 'days',
  unusedUploadDays: 'days',
  uncertainAfterMs: 'minutes',
  taskDeadlineMs: 'minutes',
  giveUpAfterMs: 'minutes',
  mailNotices: 'switch',
} as const
export type ShownSetting = keyof typeof settingKinds

/** A setting as people read and type it; null where nothing limits it. */
export type SettingValue = string | number | boolean | null

export type SettingView = {
  name: ShownSetting
  value: SettingValue
  /** What holds when no admin chose. */
  usual: SettingValue
  /** Whether an admin chose what holds. */
  isChosen: boolean
  /** The variable of the environment that says what is usual. */
  variable: string | null
}

/** `value` null: back to what is usual. */
export const settingChangeSchema = z.strictObject({
  value: z.union([z.string().max(20), z.number(), z.boolean(), z.null()]),
  reason,
})
