import 'server-only'
import { z } from 'zod'
import { PAGE_LIMIT } from './queries'
import { jobStatuses } from './status'

/** `?cursor&limit&status` of the job list; several statuses are separated by commas. */
export const listQuery = z
  .object({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
    status: z
      .string()
      .describe(`With commas between them: ${jobStatuses.join(', ')}`)
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(jobStatuses)).min(1))
      .optional(),
  })
  .transform(({ status, ...page }) => ({ ...page, statuses: status }))
