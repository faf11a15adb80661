import { z } from 'zod'
import { fileSchema } from '@/lib/files/schema'
import { BOARD_NAME_MAX, CHOSEN_MAX } from './bounds'

/** A result as the gallery shows it. Times ISO 8601. */
const resultSchema = z.object({
  file: fileSchema,
  /** The job that made it; of a finished picture null. */
  jobId: z.string().nullable(),
  model: z.string().nullable(),
  /** Of a finished picture: the result that it was made from. */
  finishOf: z.string().nullable(),
  isFavourite: z.boolean(),
  /** Its small picture is cut to the subject and may have another shape. */
  isCutout: z.boolean(),
  createdAt: z.string(),
  trashedAt: z.string().nullable(),
})
export type ResultView = z.infer<typeof resultSchema>

export const pageSchema = z.object({ results: z.array(resultSchema), next: z.string().nullable() })
export type GalleryPage = z.infer<typeof pageSchema>

/** Months (of UTC) with results, the latest first. Not `isWhole`: older ones are counted without the filter. */
export const monthsSchema = z.object({
  months: z.array(z.object({ month: z.string(), count: z.number().int() })),
  isWhole: z.boolean(),
})
export type GalleryMonths = z.infer<typeof monthsSchema>

/** Runs of results that lie together: each ends with the result that `last` names, and begins after the one before. */
export const blocksSchema = z.object({
  blocks: z.array(z.object({ last: z.string(), count: z.number().int() })),
})
export type GalleryBlocks = z.infer<typeof blocksSchema>

const idSchema = z.string().regex(/^[0-9a-z]{26}$/)
export const chosenSchema = z.strictObject({ ids: z.array(idSchema).min(1).max(CHOSEN_MAX) })

/** Clocks of two machines differ by so much (ms). */
const SKEW_MS = 60_000
const isPast = (text: string) => Date.parse(text) >= 0 && Date.parse(text) <= Date.now() + SKEW_MS
/** Empties the trash of what was thrown away until then: what its owner saw there. */
export const emptyTrashSchema = z.strictObject({ before: z.iso.datetime({ offset: true }).refine(isPast) })

export const favouriteSchema = chosenSchema.extend({ isFavourite: z.boolean() })

export const boardSchema = z.object({
  id: z.string(),
  name: z.string(),
  count: z.number().int(),
  cover: fileSchema.nullable(),
  createdAt: z.string(),
})
export type BoardView = z.infer<typeof boardSchema>

const nameSchema = z.string().trim().min(1).max(BOARD_NAME_MAX)
export const newBoardSchema = z.strictObject({
  name: nameSchema,
  ids: chosenSchema.shape.ids.optional(),
})
export type NewBoard = z.output<typeof newBoardSchema>
export const boardChangeSchema = z
  .strictObject({ name: nameSchema.optional(), coverId: idSchema.nullable().optional() })
  .refine((change) => change.name !== undefined || change.coverId !== undefined, 'nothing_to_change')
export type BoardChange = z.infer<typeof boardChangeSchema>
/** Puts results of a board before another one; null: at its end. */
export const boardOrderSchema = chosenSchema.extend({ before: idSchema.nullable() })
