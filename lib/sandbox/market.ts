import 'server-only'
import { findModel } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'

/** A model of KIE's market, or undefined: then KIE does not know the name. */
export function marketModel(id: string): Model | undefined {
  const model = findModel(id)
  return model?.provider === 'kie' ? model : undefined
}
