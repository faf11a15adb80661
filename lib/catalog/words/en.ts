import 'server-only'
import type { ModelWords } from './words'

export const en: ModelWords = {
  'recraft/remove-background': {
    tool: 'Remove background',
    sentence: 'Cuts the subject out and leaves the rest transparent.',
  },
  'recraft/crisp-upscale': {
    tool: 'Upscale',
    sentence: 'Makes a picture larger and its edges crisp.',
  },
}
