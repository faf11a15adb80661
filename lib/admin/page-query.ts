import 'server-only'
import { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { invalid, type Refusal } from '@/lib/refusal'

export const ADMIN_PAGE = 50
const MOST = 100

/** `?cursor&limit`, for lists that take more to be extended. */
export const pageFields = {
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(ADMIN_PAGE),
}
const schema = z.object(pageFields)

/** `?cursor&limit` of a list. */
export function readPage(search: URLSearchParams): z.output<typeof schema> | Refusal {
  const parsed = schema.safeParse(Object.fromEntries(search))
  return parsed.success ? parsed.data : invalid(fieldProblems(parsed.error))
}
