import 'server-only'
import { findModel } from '@/lib/catalog/catalog'

/** A model's own name, the same in every language; one that is gone keeps its id. */
export const titleOf = (model: string): string => findModel(model)?.title ?? model
