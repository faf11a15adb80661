import type { FileView } from '@/lib/files/schema'
import { saysNothing } from './fields'
import type { FormState } from './form-store'

/** What a tab keeps of a form while its person looks elsewhere or loads the page anew. */
export type Draft = Pick<FormState, 'variant' | 'values' | 'runs'> & {
  /** The files that `values` speak of, by their ids in the form. */
  media: Record<string, KeptMedia>
}
/** An uploaded file, or the bare id of one that this browser knows nothing more of. */
export type KeptMedia = { fileId: string; view: FileView | null }

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** People who share a browser tab do not share what they typed. */
export const draftKey = (userId: string, modelId: string) => `loupe.form.${userId}.${modelId}`

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The kept draft, or null: none, unreadable, or storage is switched off. */
export function readDraft(key: string, shelf: () => Shelf = () => sessionStorage): Draft | null {
  try {
    const draft: unknown = JSON.parse(shelf().getItem(key) ?? 'null')
    if (!isRecord(draft) || !isRecord(draft.values) || !isRecord(draft.media)) return null
    return {
      variant: Number(draft.variant) || 0,
      values: draft.values,
      runs: Math.max(1, Math.trunc(Number(draft.runs)) || 1),
      media: draft.media as Draft['media'],
    }
  } catch {
    return null
  }
}

/** Keeps a draft; an empty one is taken away. Answers false where the browser does not let us. */
export function writeDraft(key: string, draft: Draft, shelf: () => Shelf = () => sessionStorage): boolean {
  try {
    if (isBlank(draft)) shelf().removeItem(key)
    else shelf().setItem(key, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export const isBlank = ({ values, variant, runs }: Pick<Draft, 'values' | 'variant' | 'runs'>) =>
  Object.values(values).every(saysNothing) && variant === 0 && runs === 1
