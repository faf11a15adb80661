import 'server-only'
import type { ModelWords } from './words'

export const ru: ModelWords = {
  'recraft/remove-background': {
    tool: 'Убрать фон',
    sentence: 'Вырезает предмет, остальное становится прозрачным.',
  },
  'recraft/crisp-upscale': {
    tool: 'Увеличить',
    sentence: 'Увеличивает изображение и делает края чёткими.',
  },
}
