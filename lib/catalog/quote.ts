import 'server-only'
import { toThousandths } from '@/lib/credits/amount'
import type { Model } from './schema'

/** What one job of this model costs, in thousandths of a credit, rounded up (design M5). Pure. */
export function quote(model: Model): number {
  return toThousandths(model.price.credits)
}
