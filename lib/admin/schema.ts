import { z } from 'zod'

// What admins send about models.

const MOST_CREDITS = 1_000_000

/** Why, for the audit. */
const reason = z.string().trim().min(1).max(300)

export const changeSchema = z.strictObject({
  /** Null: as the catalogue says. */
  offered: z.boolean().nullable().optional(),
  /** Credits for a run, at most three decimals; null: none any more. */
  price: z.number().min(0.001).max(MOST_CREDITS).multipleOf(0.001).nullable().optional(),
  reason,
})

export const decisionSchema = z.strictObject({ decision: z.enum(['accepted', 'dismissed']), reason })

/** An act that takes nothing but its reason. */
export const reasonSchema = z.strictObject({ reason })
