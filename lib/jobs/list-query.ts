import 'server-only'
import { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { invalid, type Refusal } from '@/lib/refusal'
import { PAGE_LIMIT } from './queries'
import { type JobStatus, jobStatuses } from './status'

const schema = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(jobStatuses)).min(1))
    .optional(),
})

export type ListQuery = { cursor?: string | undefined; limit: number; statuses?: JobStatus[] | undefined }

/** `?cursor&limit&status` of the job list; several statuses are separated by commas. */
export function readListQuery(search: URLSearchParams): ListQuery | Refusal {
  const parsed = schema.safeParse(Object.fromEntries(search))
  if (!parsed.success) return invalid(fieldProblems(parsed.error))
  const { status, ...page } = parsed.data
  return { ...page, statuses: status }
}
