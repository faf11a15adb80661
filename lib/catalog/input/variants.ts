import type { FieldProblem } from '@/lib/refusal'
import type { Field, Variant } from '../schema'

type Values = Record<string, unknown>
type Problems = Record<string, FieldProblem>

/** Of alternative shapes the one that was meant, or why none fits. `absent` tells what is wrong with a field left out. */
export function chooseVariant(
  variants: readonly Variant[],
  fields: readonly Field[],
  values: Values,
  absent: (field: Field) => FieldProblem,
): Variant | Problems {
  const said = namesSaid(fields, values)
  const fitting = variants.filter(({ allowed }) => said.every((name) => allowed.includes(name)))
  if (fitting.length === 0) return mixed(variants, said)
  const lacks = (variant: Variant) => variant.required.filter((name) => !isThere(name, fields, values))
  const fewest = Math.min(...fitting.map((variant) => lacks(variant).length))
  const nearest = fitting.filter((variant) => lacks(variant).length === fewest)
  if (fewest === 0) return nearest[0] as Variant
  return lackingFrom(nearest.map(lacks), fields, absent)
}

/** What all shapes that come near lack is required; else one of what some of them lack is. */
function lackingFrom(
  lists: readonly string[][],
  fields: readonly Field[],
  absent: (field: Field) => FieldProblem,
): Problems {
  const lacking = fields.filter(({ name }) => lists.some((list) => list.includes(name)))
  const byAll = lacking.filter(({ name }) => lists.every((list) => list.includes(name)))
  const [first] = lacking
  if (byAll.length || !first) return Object.fromEntries(byAll.map((field) => [field.name, absent(field)]))
  const names = lacking.map(({ name }) => name).join(', ')
  return { [first.name]: { key: 'any_of', values: { fields: names } } }
}

/** Fields whose value says something; one that is at its default says nothing. */
export const namesSaid = (fields: readonly Pick<Field, 'name' | 'default'>[], values: Values): string[] =>
  fields
    .filter(({ name, default: usual }) => values[name] !== undefined && values[name] !== usual)
    .map(({ name }) => name)

const isThere = (name: string, fields: readonly Field[], values: Values) =>
  values[name] !== undefined || fields.find((field) => field.name === name)?.default !== undefined

/** No shape allows all that was said: the fields that do not go with the first one that only some shapes have. */
function mixed(variants: readonly Variant[], said: readonly string[]): Problems {
  const special = said.filter((name) => variants.some(({ allowed }) => !allowed.includes(name)))
  const first = special[0] as string
  const meant = variants.filter(({ allowed }) => allowed.includes(first))
  const strange = special.filter((name) => !meant.some(({ allowed }) => allowed.includes(name)))
  const named = strange.length ? strange : special.slice(1)
  return Object.fromEntries(named.map((name) => [name, { key: 'not_together', values: { other: first } }]))
}
