import { type Built, buildInput } from '@/lib/catalog/build-input'
import { holds } from '@/lib/catalog/condition'
import type { Field, Model, Price } from '@/lib/catalog/schema'
import { type FieldProblem, Refusal } from '@/lib/refusal'
import golden from '@/tests/fixtures/kie-bodies.json'
import type { Bodies } from '@/tests/support/kie-bodies'

const bodies = golden as Record<string, Bodies>

type Values = Record<string, unknown>
export type Settings = { chosen: Values; built: Built | Record<string, FieldProblem> }

/** The fields that a price speaks of: in its conditions, and in what it counts. */
function pricedNames({ variants, units }: Price): string[] {
  const counted = Object.entries(units).flatMap(([key, value]) =>
    ['field', 'count', 'frames', 'rate', 'plus', 'from'].includes(key) ? [String(value)] : [],
  )
  return [...new Set([...variants.flatMap(({ when }) => Object.keys(when)), ...counted])]
}

/** Every value of a closed list; a number's ends and middle; given or not given, where it may be left out. */
function choices(field: Field, most: unknown): unknown[] {
  const { type, min = 1, max = min + 3 } = field
  const values =
    type === 'enum'
      ? (field.enum ?? [])
      : type === 'boolean'
        ? [true, false]
        : type === 'integer' || type === 'number'
          ? [...new Set([min, Math.ceil((min + max) / 2), max])]
          : type === 'numeric'
            ? [String(min), String(max)]
            : [most]
  return field.required && field.default === undefined ? values : [undefined, ...values]
}

/** Every combination of the settings that the price depends on, with the rest as little as may be. */
export function everySetting(model: Model, price: Price): Settings[] {
  const { least, most } = bodies[model.id] as Bodies
  const fields = pricedNames(price).flatMap((name) => model.fields.filter((field) => field.name === name))
  const combinations = fields.reduce<Values[]>(
    (made, field) =>
      made.flatMap((one) =>
        choices(field, most[field.name]).map((value) => ({ ...one, [field.name]: value })),
      ),
    [{}],
  )
  return combinations.map((chosen) => {
    const answer = buildInput(model, { ...least, ...chosen })
    return { chosen, built: answer instanceof Refusal ? (answer.options.fields ?? {}) : answer }
  })
}

export const isBuilt = (built: Settings['built']): built is Built => Array.isArray(built.media)

export const variantsMet = (model: Model, price: Price, input: Values) =>
  price.variants.filter(({ when }) => holds(model.fields, when, input))
