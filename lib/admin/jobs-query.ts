import 'server-only'
import { z } from 'zod'
import { instantText } from '@/lib/instant'
import { jobStatuses } from '@/lib/jobs/status'
import { pageFields } from './page-query'

const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0]*$/)
    .optional()
const instant = instantText.transform((said) => new Date(said)).optional()

/** `?state&person&model&from&to&task&cursor&limit` */
export const jobsQuery = z.strictObject({
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

export type JobsQuery = z.output<typeof jobsQuery>
