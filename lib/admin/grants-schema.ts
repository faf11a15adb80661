import { z } from 'zod'
import { MOST_FILE_BYTES, REASON_MAX } from '@/lib/credits/bounds'

// What admins send to grant and take credits from a file, and what they are told.

const text = z.string().max(MOST_FILE_BYTES)

/** The body of `POST /api/admin/grants/csv/check`. */
export const grantsCheckSchema = z.strictObject({ text })

/** The body of `POST /api/admin/grants/csv`. The reason is for lines that have none of their own. */
export const grantsFileSchema = z.strictObject({
  text,
  reason: z.string().trim().max(REASON_MAX).default(''),
})
export type GrantsFile = z.output<typeof grantsFileSchema>

/** What a file would do. Nothing is granted or taken while one line is bad. */
export const grantsCheckedSchema = z.object({
  /** Of the lines that are right. */
  people: z.number(),
  /** What they grant in all. */
  credits: z.number(),
  /** What they take in all. */
  taken: z.number(),
  /** Of them, lines that have no reason of their own. */
  withoutReason: z.number(),
  /** The first lines that are right, as they were understood. */
  sample: z.array(
    z.object({
      line: z.number(),
      name: z.string(),
      email: z.string(),
      /** Negative: taken. */
      credits: z.number(),
      reason: z.string(),
    }),
  ),
  /** When these very lines were last done, whoever did it (ISO 8601); null: never. */
  grantedAt: z.string().nullable(),
  /** All lines that are bad; the first of them with what is wrong, in the caller's language. */
  bad: z.number(),
  problems: z.array(z.object({ line: z.number(), message: z.string() })),
})
export type GrantsChecked = z.infer<typeof grantsCheckedSchema>

export const grantedSchema = z.object({
  people: z.number(),
  /** Granted in all. */
  credits: z.number(),
  /** Taken in all. */
  taken: z.number(),
  /** SHA-256 of the lines, so that they are known again. */
  file: z.string(),
})
export type Granted = z.infer<typeof grantedSchema>
