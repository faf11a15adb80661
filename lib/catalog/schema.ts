import { z } from 'zod'

/** Limits of a media field, as KIE's page of the model states them. Bytes count 1 MB as 1,048,576. */
const mediaLimitsSchema = z.object({
  maxFileBytes: z.number().int().positive(),
  accept: z.array(z.string()).min(1),
  minSidePx: z.number().int().positive().optional(),
  maxSidePx: z.number().int().positive().optional(),
  maxPixels: z.number().int().positive().optional(),
})
export type MediaLimits = z.infer<typeof mediaLimitsSchema>

/** What a model is asked. Media fields hold a picture's address on the wire, a file's id in our jobs. */
const fieldSchema = mediaLimitsSchema.extend({
  name: z.string(),
  type: z.literal('image'),
  required: z.boolean(),
})
export type ModelField = z.infer<typeof fieldSchema>

export const modelSchema = z.object({
  /** KIE's own slug. */
  id: z.string(),
  title: z.string(),
  vendor: z.string(),
  task: z.enum(['background-removal', 'upscale']),
  output: z.enum(['image']),
  /** How our log calls this kind of work. */
  logType: z.string(),
  /** Added to the original's name on download: cup-no-background.png. */
  suffix: z.string(),
  /** The result has transparency to be shown on a backdrop. */
  cutout: z.boolean(),
  fields: z.array(fieldSchema).min(1),
  /** Other names under which people and programs send a field. */
  aliases: z.record(z.string(), z.string()),
  price: z.object({ credits: z.number().positive(), per: z.enum(['image']), asOf: z.iso.date() }),
  /** Where limits and price come from. */
  sources: z.array(z.string()).min(1),
})
export type Model = z.infer<typeof modelSchema>
