import { z } from 'zod'
import { MAX_PEAKS, MIN_PEAKS } from './bounds'

/** A file as a browser sees it. What a kind lacks is null. Sizes in bytes and pixels, lengths in ms. */
export const fileSchema = z.object({
  id: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'text']),
  name: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  url: z.string(),
  previewUrl: z.string().nullable(),
  thumbUrl: z.string().nullable(),
  /** Of a sound whose waveform a browser has sent. */
  peaksUrl: z.string().nullable(),
  /** A data URL of under 1 kB. */
  placeholder: z.string().nullable(),
})

export type FileView = z.infer<typeof fileSchema>

/** The waveform of a sound, as a browser sends it: how loud it is, from start to end. */
export const peaksSchema = z.strictObject({
  peaks: z.array(z.number().min(0).max(1)).min(MIN_PEAKS).max(MAX_PEAKS),
})
