import type { FieldProblem } from '@/lib/refusal'
import type { Field } from '../schema'

/** A field of an object within a list has no fields of its own. */
export type AnyField = Omit<Field, 'itemFields'> & Pick<Partial<Field>, 'itemFields'>

/** A value as KIE wants it, or what is wrong: '' for the field itself, else the way into it (`0.Scene`). */
export type Read = { value: unknown } | { problems: Record<string, FieldProblem> }

export const fault = (key: string, values?: FieldProblem['values']): Read => ({
  problems: { '': values ? { key, values } : { key } },
})

/** Nothing was said: no value, blank text, or a list of nothing. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isBlank))

/** A list is one value where one is wanted, if it holds no more than that. */
export const onlyOne = (value: unknown): { one: unknown } | null => {
  if (!Array.isArray(value)) return { one: value }
  const said = value.filter((item) => !isBlank(item))
  return said.length === 1 ? { one: said[0] } : null
}

/** And one value is a list where several may be. */
export const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.filter((item) => !isBlank(item)) : [value]

/** Where KIE names no limit these are ours: a request is checked, fetched and stored before it is paid for. */
const MOST_ITEMS = 500
export const MOST_MEDIA = 50

/** Too few or too many items of a list. */
export function countProblem(field: AnyField, count: number): Read | null {
  const max = field.maxItems ?? (/^(?:image|video|audio)/.test(field.type) ? MOST_MEDIA : MOST_ITEMS)
  if (count > max) return fault('too_many', { max })
  if (field.minItems !== undefined && count < field.minItems) return fault('too_few', { min: field.minItems })
  return null
}
