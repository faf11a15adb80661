import 'server-only'
import { z } from 'zod'

export const ADMIN_PAGE = 50
const MOST = 100

/** `?cursor&limit`, for lists that take more to be extended. */
export const pageFields = {
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(ADMIN_PAGE),
}
/** `?cursor&limit` of a list. */
export const pageQuery = z.object(pageFields)
