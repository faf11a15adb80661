import 'server-only'
import type { ModelWords } from './words'

export const zh: ModelWords = {
  'recraft/remove-background': {
    tool: '移除背景',
    sentence: '抠出主体，其余部分变为透明。',
  },
  'recraft/crisp-upscale': {
    tool: '放大',
    sentence: '放大图片并使边缘清晰。',
  },
}
