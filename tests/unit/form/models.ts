import { models } from '@/lib/catalog/catalog'
import { modelView } from '@/lib/catalog/offer'
import type { ModelView } from '@/lib/catalog/view'

/** A model as the form gets it, in English. */
export function view(id: string): ModelView {
  const found = modelView(id, 'en', { demo: true, xty: true })
  if (!found) throw new Error(`No model ${id}`)
  return found
}

export const allViews = (): ModelView[] => models.map(({ id }) => view(id))
