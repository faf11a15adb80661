import type { KieField, KieModel } from '@/tests/support/kie-models'
import { isSeveral, kindOf } from '@/tests/support/kie-models'

const yes = ['yes', 'Да', ' TRUE ', '1', '是', 1]

/**
 * A body as people and older programs write it: numbers as text and text as numbers, words for true, one value for a
 * list and a list for one, other names, blanks, and fields that nobody knows.
 */
export function asTyped(model: KieModel, body: Record<string, unknown>): Record<string, unknown> {
  const written = Object.entries(body).map(([name, value], at) => {
    const field = model.input.find((each) => each.name === name) as KieField
    const alias = Object.keys(model.aliases).find((other) => model.aliases[other] === name)
    return [alias ?? name, typed(field, value, at)]
  })
  return { ...Object.fromEntries(written), strange: 'x', also_strange: [1] }
}

function typed(field: KieField, value: unknown, at: number): unknown {
  if (isSeveral(field)) {
    const items = value as unknown[]
    return items.length === 1 && field.itemType !== 'array' ? items[0] : items
  }
  if (kindOf(field)) return [null, '', ` ${String(value)} `]
  if (value === true) return yes[at % yes.length]
  if (typeof value === 'number') return ` ${value} `
  if (field.case === 'lower') return String(value).toUpperCase()
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value)
  return field.type === 'text' ? `  ${String(value)}\n` : value
}
