import { z } from 'zod'

/** One value on the wire. Its JSON type matters: text "5" is not number 5. */
export const wireValueSchema = z.union([z.string(), z.number(), z.boolean()])
export type WireValue = z.infer<typeof wireValueSchema>

/** Settings that must all have one of these values (or be given at all, or not). An empty one always holds. */
export const conditionSchema = z.record(
  z.string(),
  z.union([z.array(wireValueSchema).min(1), z.object({ given: z.boolean() })]),
)
export type Condition = z.infer<typeof conditionSchema>

/** What a media field takes. Bytes count 1 MB as 1,048,576; an unknown limit is filled by `limitsOf`. */
export type MediaLimits = {
  maxFileBytes: number
  accept: readonly string[]
  minSidePx?: number | undefined
  maxSidePx?: number | undefined
  maxPixels?: number | undefined
  minSeconds?: number | undefined
  maxSeconds?: number | undefined
}

const mediaTypes = ['image', 'image[]', 'video', 'video[]', 'audio', 'audio[]'] as const
export type MediaKind = 'image' | 'video' | 'audio'

const fieldTypeSchema = z.enum([
  /** Long and short text, e.g. a prompt and a name. */
  'text',
  'string',
  /** Text on the wire that holds a number, with `min`, `max` and `step`. */
  'numeric',
  'enum',
  'boolean',
  'integer',
  'number',
  ...mediaTypes,
  /** One of a person's own finished jobs; its KIE task id is what KIE gets. */
  'task',
  /** Several values of `itemType`. */
  'list',
  /** Several objects of `itemFields`. */
  'objects',
])
export type FieldType = z.infer<typeof fieldTypeSchema>

/** One thing that a model is asked. A missing limit is not known, which does not mean that there is none. */
const plainFieldSchema = z.strictObject({
  name: z.string(),
  type: fieldTypeSchema,
  required: z.boolean(),
  /** What KIE takes when nothing is sent; a required field is sent with it. */
  default: wireValueSchema.optional(),
  /** Sent with its default even though KIE does not ask for it: KIE names no default, and the price needs one. */
  always: z.literal(true).optional(),
  /** Required when these hold. */
  requiredWhen: conditionSchema.optional(),
  enum: z.array(wireValueSchema).min(1).optional(),
  enumLabels: z.record(z.string(), z.string()).optional(),
  /** Older values that KIE's page explains by one of today's. */
  synonyms: z.record(z.string(), wireValueSchema).optional(),
  case: z.literal('lower').optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** A larger `max` while these hold. */
  maxWhen: z.object({ when: conditionSchema, max: z.number() }).optional(),
  step: z.number().positive().optional(),
  decimals: z.number().int().nonnegative().optional(),
  minLength: z.number().int().nonnegative().optional(),
  maxLength: z.number().int().positive().optional(),
  minItems: z.number().int().nonnegative().optional(),
  maxItems: z.number().int().positive().optional(),
  /** Of a list: `boxes` are lists of four pixel positions, one list of them for each picture. */
  itemType: z.enum(['string', 'integer', 'boxes']).optional(),
  accept: z.array(z.string()).min(1).optional(),
  maxFileBytes: z.number().int().positive().optional(),
  minSidePx: z.number().int().positive().optional(),
  maxSidePx: z.number().int().positive().optional(),
  maxPixels: z.number().int().positive().optional(),
  /** Of each film or sound. */
  minSeconds: z.number().positive().optional(),
  maxSeconds: z.number().positive().optional(),
  /** Of a task: the models whose finished jobs fit. */
  from: z.array(z.string()).min(1).optional(),
  /** Rarely used: the form shows it under "More". */
  folded: z.boolean(),
})

export const fieldSchema = plainFieldSchema.extend({
  /** What each object of `objects` holds. */
  itemFields: z.array(plainFieldSchema).min(1).optional(),
})
export type Field = z.infer<typeof fieldSchema>
