import { Scaling, Scissors } from 'lucide-react'

/** What may be done next with any picture, one press each. */
export const quickTools = [
  { id: 'recraft/remove-background', word: 'background', Icon: Scissors },
  { id: 'recraft/crisp-upscale', word: 'upscale', Icon: Scaling },
] as const

export type QuickTool = (typeof quickTools)[number]
