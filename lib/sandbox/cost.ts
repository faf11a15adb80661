import 'server-only'
import { quote } from '@/lib/catalog/quote'
import type { Model } from '@/lib/catalog/schema'
import { demoCredits, priceOf } from '@/lib/catalog/terms'
import { toCredits } from '@/lib/credits/amount'
import type { Media } from './media'

/**
 * What a task costs in credits: KIE's price where it is known, else the demo price. Before its media are read (null),
 * a price that follows from them is not known yet: then it is the demo price, and it is put right at the end.
 */
export function costOf(model: Model, input: Record<string, unknown>, media: Media[] | null): number {
  const of = (field: string) => (media ?? []).filter((one) => one.field === field)
  const sum = (numbers: number[]) => (numbers.length ? numbers.reduce((all, one) => all + one) : null)
  const found = quote({ fields: model.fields, price: priceOf(model, { demo: true }) }, input, {
    seconds: (field) => sum(of(field).flatMap(({ seconds }) => seconds ?? [])),
    pixels: (field) => sum(of(field).flatMap(({ width, height }) => (width && height ? width * height : []))),
    side: (field) => {
      const sides = of(field).flatMap(({ width, height }) => [width ?? 0, height ?? 0])
      return Math.max(0, ...sides) || null
    },
  })
  return found.kind === 'price' ? toCredits(found.hold) : demoCredits[model.output]
}
