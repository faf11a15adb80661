import type { MediaLimits } from '@/lib/catalog/schema'
import type { ModelView } from '@/lib/catalog/view'

/** What the studio does with pictures at one press: a model that asks for a picture and nothing else. */
export type Tool = Pick<ModelView, 'id' | 'title' | 'tool' | 'sentence' | 'cutout'> & {
  task: 'background-removal' | 'upscale'
  /** Its one field. */
  field: string
  limits: MediaLimits
  /** Credits of one picture. */
  credits: number
}
