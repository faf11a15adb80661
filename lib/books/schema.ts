import { z } from 'zod'
import { REASON_MAX } from '@/lib/credits/bounds'

// What the books tell admins. Amounts in credits, days in UTC. Browser-safe.

/** How a job may end, for the books: see `db/schema/books`. */
export const outcomes = ['done', 'partial', 'late', 'canceled', 'lost', 'key', 'credit', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

export const overviewPeriods = [1, 7, 30] as const
export const bookPeriods = [7, 30, 90] as const
export type Period = (typeof overviewPeriods)[number] | (typeof bookPeriods)[number]

const sums = {
  /** Jobs that ended, the canceled ones among them. */
  jobs: z.number(),
  /** Those with a result. */
  done: z.number(),
  /** Those that failed or were lost; nobody paid. */
  failed: z.number(),
  paid: z.number(),
  /** What KIE said that it charged. */
  consumed: z.number(),
  /** Results of which KIE did not say what they cost. */
  unsaid: z.number(),
}
const sumsSchema = z.object(sums)
export type Sums = z.infer<typeof sumsSchema>
const daySchema = z.object({ day: z.iso.date(), ...sums })
export type DaySums = z.infer<typeof daySchema>
const modelSchema = z.object({ model: z.string(), title: z.string(), ...sums })
export type ModelSums = z.infer<typeof modelSchema>

/** How long jobs took from submission to result (ms); null: none had one. */
const timesSchema = z.object({
  half: z.number().nullable(),
  ninety: z.number().nullable(),
  ninetyNine: z.number().nullable(),
})
export type Times = z.infer<typeof timesSchema>
const modelTimesSchema = modelSchema.extend({ times: timesSchema })
export type ModelTimes = z.infer<typeof modelTimesSchema>

/** Why what people paid and what KIE consumed differ: each way in which jobs ended. */
const causeSchema = z.object({
  outcome: z.enum(outcomes),
  jobs: z.number(),
  paid: z.number(),
  consumed: z.number(),
})
export type Cause = z.infer<typeof causeSchema>

export const periodSchema = z.object({
  /** Every day of the period, the first first. */
  days: z.array(daySchema),
  total: sumsSchema,
  /** Those with most jobs first. */
  models: z.array(modelTimesSchema),
  causes: z.array(causeSchema),
})
export type PeriodView = z.infer<typeof periodSchema>

const accountsSchema = z.object({
  accounts: z.array(z.object({ account: z.string(), total: z.number() })),
  /** What people have, available and held together, as their balances say. */
  people: z.number(),
  /** The sum of all accounts and of people's balances: 0 when the books add up. */
  rest: z.number(),
})
export type AccountsView = z.infer<typeof accountsSchema>

const openJobSchema = z.object({
  id: z.string(),
  title: z.string(),
  person: z.string(),
  at: z.iso.datetime(),
  /** What is held for it, what it cost the house, or may have cost it at most. */
  credits: z.number(),
})
export type OpenJob = z.infer<typeof openJobSchema>

const alarmSchema = z.object({
  id: z.string(),
  raisedAt: z.iso.datetime(),
  drift: z.number(),
})
export type AlarmView = z.infer<typeof alarmSchema>

export const settleSchema = z.strictObject({ reason: z.string().trim().min(1).max(REASON_MAX) })

const auditRules = [
  'balance',
  'after',
  'negative',
  'hold',
  'resolution',
  'status',
  'remainder',
  'file',
  'loss',
  'attempt',
  'orphan',
  'accounts',
  'totals',
  'days',
] as const
export type AuditRule = (typeof auditRules)[number]

export const bookAuditSchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'finished']),
  /** The daily one is asked for by nobody. */
  isDaily: z.boolean(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  checked: z.number(),
  found: z.number(),
  /** The first hundred. */
  findings: z.array(z.object({ rule: z.enum(auditRules), subject: z.string(), detail: z.string() })),
})
export type BookAuditView = z.infer<typeof bookAuditSchema>

export const booksSchema = periodSchema.extend({
  accounts: accountsSchema,
  uncertain: z.array(openJobSchema),
  /** Jobs that cost the house, the latest first. */
  losses: z.array(openJobSchema),
  /** Jobs that were given up and may have cost the house, the latest first. */
  lost: z.array(openJobSchema),
  alarm: alarmSchema.nullable(),
  audit: bookAuditSchema.nullable(),
})
export type BooksView = z.infer<typeof booksSchema>
