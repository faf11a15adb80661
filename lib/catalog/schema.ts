import { z } from 'zod'
import { conditionSchema, fieldSchema, wireValueSchema } from './input/field-schema'

export type { Condition, Field, FieldType, MediaKind, MediaLimits, WireValue } from './input/field-schema'

const names = z.array(z.string()).min(1)

/** Alternative shapes of the whole input: exactly one is satisfied, and they do not mix. */
const variantSchema = z.object({
  title: z.string(),
  required: names,
  allowed: names,
})
export type Variant = z.infer<typeof variantSchema>

/** What KIE says in words about several fields at once. */
const ruleSchema = z.discriminatedUnion('kind', [
  /** None of `others` beside any of `fields`. */
  z.strictObject({ kind: z.literal('excludes'), fields: names, others: names }),
  /** At least one of them. */
  z.strictObject({ kind: z.literal('any-of'), fields: names }),
  /** `field` says nothing without one of `others`. */
  z.strictObject({ kind: z.literal('needs'), field: z.string(), others: names }),
  /** So many items in all these lists together. */
  z.strictObject({ kind: z.literal('at-most'), fields: names, max: z.number().int().positive() }),
  /** So many characters in the `part` of all items together. */
  z.strictObject({
    kind: z.literal('letters'),
    field: z.string(),
    part: z.string(),
    max: z.number().int().positive(),
  }),
  /** The parts of all items together are no more than `of` says: a price by `of` would be for less than is made. */
  z.strictObject({ kind: z.literal('within'), field: z.string(), part: z.string(), of: z.string() }),
  /** KIE does not make this combination; `field` is where a person can mend it. */
  z.strictObject({ kind: z.literal('never'), when: conditionSchema, field: z.string() }),
  /** No price is known for this combination, so it is refused; `field` as above. */
  z.strictObject({ kind: z.literal('unpriced'), when: conditionSchema, field: z.string() }),
])
export type Rule = z.infer<typeof ruleSchema>

/** How many times the credits of the variant that holds are due. */
const unitsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one') }),
  /** The number of results asked for; fewer may come while `atMost` holds. */
  z.strictObject({ kind: z.literal('count'), field: z.string(), atMost: conditionSchema.optional() }),
  /** The length asked for; left open, it is that of the media in `from`, and `most` seconds at most. */
  z.strictObject({
    kind: z.literal('seconds'),
    field: z.string(),
    /** The value that leaves the length open, besides none. */
    open: wireValueSchema.optional(),
    from: z.string().optional(),
    most: z.number().positive().optional(),
    /** Films given whose length may be due as well. */
    plus: z.string().optional(),
  }),
  /** The length of what is given, counted `times` over at most, in units of `unit` seconds. */
  z.strictObject({
    kind: z.literal('given-seconds'),
    field: z.string(),
    times: z.number().int().positive(),
    unit: z.number().positive(),
  }),
  /** A number of frames; seconds are counted at the rate asked for, or at `base` where that makes more of them. */
  z.strictObject({
    kind: z.literal('frames'),
    frames: z.string(),
    rate: z.string(),
    base: z.number().positive(),
  }),
  /** Thousands of characters of a text; of each item's `part` where the field holds several. */
  z.strictObject({ kind: z.literal('characters'), field: z.string(), part: z.string().optional() }),
  /** Millions of pixels (one at least) of a size preset, or of the picture given; times `count`. */
  z.strictObject({
    kind: z.literal('megapixels'),
    field: z.string(),
    presets: z.record(z.string(), z.number().positive()).optional(),
    count: z.string().optional(),
  }),
])
export type Units = z.infer<typeof unitsSchema>

const pricePers = [
  'image',
  'video',
  'second',
  'minute',
  'request',
  'thousand-characters',
  'megapixel',
] as const

/** Exactly one of `variants` holds for every combination of settings that `buildInput` lets through. */
const priceSchema = z.strictObject({
  /** The cheapest variant, for lists only. It is never a fallback. */
  credits: z.number().positive(),
  per: z.enum(pricePers),
  asOf: z.iso.date(),
  source: z.string(),
  variants: z
    .array(
      z.strictObject({
        when: conditionSchema,
        credits: z.number().positive(),
        /** What it may cost at the least, where something decides that no setting tells. */
        least: z.number().positive().optional(),
        /** The result's longest side in px: over the first, up to the second. */
        side: z.tuple([z.number(), z.number()]).optional(),
      }),
    )
    .min(1),
  /** How the result's longest side follows: that of the picture given, times the number in `times`. */
  side: z.strictObject({ field: z.string(), times: z.string() }).optional(),
  units: unitsSchema,
})
export type Price = z.infer<typeof priceSchema>

const tasks = [
  'background-removal',
  'upscale',
  'image-edit',
  'image-to-image',
  'text-to-image',
  'reframe',
  'text-to-video',
  'image-to-video',
  'video-to-video',
  'avatar',
  'lip-sync',
  'speech-to-video',
  'text-to-speech',
  'sound-effect',
  'audio-isolation',
  'speech-to-text',
  'other',
] as const

export const modelSchema = z.strictObject({
  /** KIE's own slug. */
  id: z.string(),
  title: z.string(),
  vendor: z.string(),
  /** Whose service runs it. */
  provider: z.enum(['kie', 'xty']).default('kie'),
  task: z.enum(tasks),
  output: z.enum(['image', 'video', 'audio', 'text']),
  /** Seen only in KIE's older pages: off unless asked for. */
  retired: z.boolean(),
  /** How our log calls this kind of work. */
  logType: z.string(),
  /** Added to the original's name on download: cup-no-background.png. */
  suffix: z.string(),
  /** The result has transparency to be shown on a backdrop. */
  cutout: z.boolean(),
  /** In the order of asking. */
  fields: z.array(fieldSchema).min(1),
  /** Other names under which people and programs send a field. */
  aliases: z.record(z.string(), z.string()),
  variants: z.array(variantSchema).min(2).optional(),
  rules: z.array(ruleSchema).min(1).optional(),
  price: priceSchema.nullable(),
  /** An input that passes; media as https addresses. */
  example: z.record(z.string(), z.unknown()),
  /** Where limits come from, and the day they were read. */
  sources: z.array(z.string()).min(1),
  asOf: z.iso.date(),
})
export type Model = z.infer<typeof modelSchema>
