import 'server-only'
import { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { invalid, type Refusal } from '@/lib/refusal'
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

const inMonth = z.object({ month: monthSchema, zone })
const perhapsInMonth = z.object({ month: monthSchema.optional(), zone })
const page = perhapsInMonth.extend({
  kind: z.enum(movementFilters).default('all'),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(MOVEMENTS_PAGE),
})

/** An empty value is the same as none. */
function read<Schema extends z.ZodType>(schema: Schema, search: URLSearchParams): z.output<Schema> | Refusal {
  const said = [...search].filter(([, value]) => value !== '')
  const parsed = schema.safeParse(Object.fromEntries(said))
  return parsed.success ? parsed.data : invalid(fieldProblems(parsed.error))
}

/** `?month&zone&kind&cursor&limit` */
export const askedPage = (search: URLSearchParams) => read(page, search)
/** `?month&zone`, all time without a month. */
export const askedExport = (search: URLSearchParams) => read(perhapsInMonth, search)
/** `?month&zone` */
export const askedMonth = (search: URLSearchParams) => read(inMonth, search)
