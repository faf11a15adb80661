import 'server-only'
import { z } from 'zod'
import { knownZone } from './month'
import { MOVEMENTS_PAGE, monthSchema, movementFilters } from './movement-view'

const MAX_LIMIT = 100

const zone = z
  .string()
  .max(64)
  .default('UTC')
  .transform((name, context) => {
    const known = knownZone(name)
    if (known) return known
    context.addIssue({ code: 'custom', message: 'not_offered' })
    return z.NEVER
  })

/** `?month&zone` */
export const monthQuery = z.strictObject({ month: monthSchema, zone })
/** `?month&zone`, all time without a month. */
export const exportQuery = z.strictObject({ month: monthSchema.optional(), zone })
/** `?month&zone&kind&cursor&limit` */
export const movementsQuery = exportQuery.extend({
  kind: z.enum(movementFilters).default('all'),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(MOVEMENTS_PAGE),
})
