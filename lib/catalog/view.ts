import type { MediaLimits, Model } from './schema'

/** A model as a browser sees it. */
export type ModelView = {
  id: string
  title: string
  vendor: string
  task: Model['task']
  output: Model['output']
  cutout: boolean
  /** One plain sentence in the caller's language. */
  sentence: string
  /** The tool's name in the caller's language, for buttons. */
  tool: string
  /** Credits for one run. */
  price: { credits: number; per: 'image' }
  inputs: { name: string; type: 'image'; required: boolean; limits: MediaLimits }[]
}
