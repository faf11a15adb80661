import { z } from 'zod'
import { submitSchema } from '@/lib/jobs/schema'
import { PRESET_NAME_MAX } from './bounds'

/** Settings of a model that a person keeps under a name. */
export const presetSchema = z.object({
  id: z.string(),
  model: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
})
export type PresetView = z.infer<typeof presetSchema>

const nameSchema = z.string().trim().min(1).max(PRESET_NAME_MAX)
const { model, input } = submitSchema.shape

/** The body of `POST /api/presets`. Media are not kept: they are chosen for each run. */
export const newPresetSchema = z.strictObject({ model, name: nameSchema, input })
export type NewPreset = z.infer<typeof newPresetSchema>

/** The body of `PATCH /api/presets/ID`: another name, other settings, or both. */
export const presetChangeSchema = z
  .strictObject({ name: nameSchema.optional(), input: input.optional() })
  .refine((change) => change.name !== undefined || change.input !== undefined, 'nothing_to_change')
export type PresetChange = z.infer<typeof presetChangeSchema>
