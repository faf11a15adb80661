import 'server-only'
import { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { jobStatuses } from '@/lib/jobs/status'
import { invalid, type Refusal } from '@/lib/refusal'
import { pageFields } from './page-query'

const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0]*$/)
    .optional()
const instant = z.iso
  .datetime({ offset: true })
  .transform((said) => new Date(said))
  .optional()

const schema = z.object({
  ...pageFields,
  state: z.enum([...jobStatuses, 'uncertain']).optional(),
  person: text(64),
  model: text(100),
  /** From this instant on, and before that one. */
  from: instant,
  to: instant,
  /** A KIE task's id, exactly. */
  task: text(200),
})

export type JobsQuery = z.output<typeof schema>

/** `?state&person&model&from&to&task&cursor&limit`; an empty value is the same as none. */
export function readJobsQuery(search: URLSearchParams): JobsQuery | Refusal {
  const said = [...search].filter(([, value]) => value !== '')
  const parsed = schema.safeParse(Object.fromEntries(said))
  return parsed.success ? parsed.data : invalid(fieldProblems(parsed.error))
}
