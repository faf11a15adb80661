import 'server-only'
import { z } from 'zod'
import { PAGE_LIMIT } from './queries'
import { jobStatuses } from './status'

/** `?cursor&limit&status&ids` of the job list; several statuses or ids are separated by commas. */
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
    ids: z
      .string()
      .describe(`Only these jobs, at most ${PAGE_LIMIT}, with commas between them`)
      .transform((text) => text.split(','))
      .pipe(z.array(z.string().regex(/^[0-9a-z]{1,64}$/)).max(PAGE_LIMIT))
      .optional(),
  })
  .transform(({ status, ...page }) => ({ ...page, statuses: status }))
