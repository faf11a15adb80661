import { z } from 'zod'
import { REASON_MAX } from '@/lib/credits/bounds'

// What admins send: what is common to all acts, and those upon models and people.

/** Why, for the audit. */
export const reason = z.string().trim().min(1).max(REASON_MAX)

/** An act that takes nothing but its reason. */
export const reasonSchema = z.strictObject({ reason })

export const modelId = z.string().min(1).max(100)

export const changeSchema = z.strictObject({
  /** Null: as the catalogue says. */
  offered: z.boolean().nullable(),
  reason,
})

export const decisionSchema = z.strictObject({ decision: z.enum(['accepted', 'dismissed']), reason })

export const roleSchema = z.strictObject({ role: z.enum(['user', 'admin']), reason })
