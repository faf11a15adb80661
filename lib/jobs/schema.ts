import { z } from 'zod'
import { fileSchema } from '@/lib/files/schema'
import { jobErrorCodes, jobStatuses } from './status'

/** A job as a browser sees it. Money in credits (decimal), times ISO 8601. */
export const jobSchema = z.object({
  id: z.string(),
  model: z.string(),
  status: z.enum(jobStatuses),
  /** The upstream's own word while running (`waiting`, `queuing`, `generating`), or `uncertain`. */
  stage: z.string().nullable(),
  /** Grows with every change; a reader drops older ones. */
  version: z.number().int(),
  input: z.record(z.string(), z.unknown()),
  inputs: z.array(fileSchema),
  outputs: z.array(fileSchema),
  /** How many of its results the person threw away: some lie in the trash, others are deleted for good. */
  gone: z.object({ trashed: z.number().int(), deleted: z.number().int() }),
  /** Fixed at submission; of a done job what was charged, the same or less. */
  price: z.number(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  error: z
    .object({ code: z.enum(jobErrorCodes), message: z.string(), detail: z.string().nullable() })
    .nullable(),
  batchId: z.string().nullable(),
  retryOf: z.string().nullable(),
})
export type JobView = z.infer<typeof jobSchema>

/** One movement of a job's money: hold, capture, remainder or release. */
export const receiptLineSchema = z.object({
  kind: z.enum(['hold', 'capture', 'remainder', 'release']),
  amount: z.number(),
  at: z.string(),
})
export type ReceiptLine = z.infer<typeof receiptLineSchema>

/** How many of a person's jobs are in each state that passes. */
export const countsSchema = z.object({
  queued: z.number().int(),
  running: z.number().int(),
  storing: z.number().int(),
})
export type CountsView = z.infer<typeof countsSchema>

export const creditsSchema = z.object({ available: z.number(), held: z.number() })
export type CreditsView = z.infer<typeof creditsSchema>

const MAX_DEPTH = 8
const isTooDeep = (value: unknown, levels: number): boolean =>
  value !== null &&
  typeof value === 'object' &&
  (levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1)))

/** The body of `POST /api/jobs`. What the model is asked is checked field by field by the catalogue. */
export const submitSchema = z.strictObject({
  model: z.string().min(1).max(100),
  input: z
    .record(z.string().max(100), z.unknown())
    .refine((input) => !isTooDeep(input, MAX_DEPTH), 'too_deep'),
  batchId: z.string().min(1).max(64).nullish(),
  retryOf: z.string().min(1).max(64).nullish(),
  /** Credits that were shown before: a job that costs more is not taken. */
  maxPrice: z.number().min(0).max(1e12).nullish(),
})

/** The body of a retry, which may be left out. */
export const retrySchema = submitSchema.pick({ maxPrice: true })

export type SubmitBody = z.infer<typeof submitSchema>

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]+$/)
