import { z } from 'zod'
import { fileSchema } from '@/lib/files/schema'
import {
  FINISH_PRESET_NAME_MAX,
  finishFormats,
  MAX_BLUR,
  MAX_MARGIN,
  MAX_OFFSET,
  MAX_SIDE,
  MIN_QUALITY,
  MIN_SIDE,
} from './bounds'

const colour = z.string().regex(/^#[0-9a-f]{6}$/)
const part = (most: number, least = 0) => z.number().min(least).max(most).multipleOf(0.5)
const side = z.number().int().min(MIN_SIDE).max(MAX_SIDE)

const backgroundSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('colour'), colour }),
  /** From one edge to the other; `angle` in degrees as CSS counts them: 0 is upwards, 90 to the right. */
  z.strictObject({
    kind: z.literal('gradient'),
    from: colour,
    to: colour,
    angle: z.number().int().min(0).max(359),
  }),
  /** One of the person's own pictures, filling the canvas. */
  z.strictObject({ kind: z.literal('picture'), fileId: z.string().regex(/^[0-9a-z]{26}$/) }),
])

/**
 * What is done to a result, whole: nothing is left to a default that may change. Lengths are per cent of the finished
 * picture's shorter side, so that a recipe means the same for pictures of any size.
 */
export const recipeSchema = z.strictObject({
  background: backgroundSchema,
  /** Black, drawn from the subject's transparency. `blur` is the Gaussian's deviation; `opacity` in per cent. */
  shadow: z
    .strictObject({
      x: part(MAX_OFFSET, -MAX_OFFSET),
      y: part(MAX_OFFSET, -MAX_OFFSET),
      blur: part(MAX_BLUR),
      opacity: z.number().int().min(1).max(100),
    })
    .nullable(),
  crop: z.enum(['whole', 'subject']),
  margin: part(MAX_MARGIN),
  /** In px; null: as large as the subject with its margins is. */
  size: z.strictObject({ width: side, height: side }).nullable(),
  format: z.enum(finishFormats),
  /** Of JPG and WebP; PNG is exact. */
  quality: z.number().int().min(MIN_QUALITY).max(100),
})
export type Recipe = z.infer<typeof recipeSchema>
export type Background = Recipe['background']

/** The body of `POST /api/files/ID/finish`. */
export const finishBodySchema = z.strictObject({ recipe: recipeSchema })

/** A finished picture: a version of the result `of`. */
export const finishSchema = z.object({
  file: fileSchema,
  of: z.string(),
  recipe: recipeSchema,
  createdAt: z.string(),
})
export type FinishView = z.infer<typeof finishSchema>

const nameSchema = z.string().trim().min(1).max(FINISH_PRESET_NAME_MAX)

/** A recipe that a person keeps under a name. */
export const finishPresetSchema = z.object({ id: z.string(), name: z.string(), recipe: recipeSchema })
export type FinishPreset = z.infer<typeof finishPresetSchema>

/** The body of `POST /api/finish-presets`. */
export const newFinishPresetSchema = z.strictObject({ name: nameSchema, recipe: recipeSchema })
export type NewFinishPreset = z.infer<typeof newFinishPresetSchema>
