import { holds } from '@/lib/catalog/condition'
import { mediaKind } from '@/lib/catalog/input/media'
import type { FieldType } from '@/lib/catalog/schema'
import type { FieldView, ModelView } from '@/lib/catalog/view'
import type { Row, Values } from './form-store'

export const isMany = (type: FieldType) => type.endsWith('[]')

/** The shape's own fields in the order of asking; `required` is what this shape asks for. */
export function fieldsOf(model: Pick<ModelView, 'fields' | 'variants'>, variant: number): FieldView[] {
  const shape = model.variants?.[variant]
  if (!shape) return model.fields
  return model.fields
    .filter(({ name }) => shape.allowed.includes(name))
    .map((field) => ({ ...field, required: field.required || shape.required.includes(field.name) }))
}

const isGiven = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** The fields that are asked just now: those that only count under a condition come when it holds. */
export function askedFields(
  model: Pick<ModelView, 'fields' | 'variants' | 'rules'>,
  variant: number,
  values: Values,
): FieldView[] {
  const fields = fieldsOf(model, variant)
  const needs = (model.rules ?? []).filter((rule) => rule.kind === 'needs')
  return fields
    .filter(({ requiredWhen }) => !requiredWhen || holds(fields, requiredWhen, values))
    .filter(({ name }) =>
      needs.every(
        ({ field, others }) =>
          field !== name || others.some((other) => holds(fields, { [other]: { given: true } }, values)),
      ),
    )
    .map((field) => (field.requiredWhen ? { ...field, required: true } : field))
}

/** The largest number that is taken with the settings as they are. */
export const maxOf = (field: FieldView, fields: readonly FieldView[], values: Values) =>
  field.maxWhen && holds(fields, field.maxWhen.when, values) ? field.maxWhen.max : field.max

/**
 * The one single media field of a model that takes no other media: several files there are several jobs.
 */
export function batchField(fields: readonly FieldView[]): FieldView | null {
  const media = fields.filter(({ type }) => mediaKind(type))
  const nested = fields.some(({ itemFields }) => itemFields?.some(({ type }) => mediaKind(type)))
  const [only] = media
  return only && media.length === 1 && !nested && !isMany(only.type) ? only : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rows that are there to be filled in, and in which nothing was set. */
export const saysNothing = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((row) => isRecord(row) && isRecord(row.values) && Object.values(row.values).every(saysNothing))

export const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as Row[]) : [])
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? (value as string[]) : []

/** Pixel positions of a region's sides: left, top, right, bottom. */
export type Region = [number, number, number, number]

/** The pictures on which a model's regions lie. */
export const picturesOf = (fields: readonly FieldView[]): FieldView | undefined =>
  fields.find(({ type }) => mediaKind(type) === 'image')

/** A form keeps regions by picture, so that they move with it. */
export const regionsOf = (value: unknown): Readonly<Record<string, readonly Region[]>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, Region[]>) : {}

/** A list of regions for each picture in its place, or nothing where no picture has one. */
function sentRegions(value: unknown, fields: readonly FieldView[], values: Values) {
  const pictures = picturesOf(fields)
  const all = regionsOf(value)
  const lists = textsOf(pictures && values[pictures.name]).map((id) => all[id] ?? [])
  return lists.some((list) => list.length > 0) ? lists : undefined
}

/** What an untouched field says: its default; a switch without one is off. */
const unchanged = (field: FieldView): unknown =>
  field.default ?? (field.type === 'boolean' ? false : undefined)

/** The value that goes out for one field, undefined where nothing does. `file` turns a form's file into its wire value. */
function sent(
  field: FieldView,
  fields: readonly FieldView[],
  values: Values,
  file: (id: string) => string,
): unknown {
  const own = values[field.name]
  const value = own ?? (field.required || field.always ? unchanged(field) : undefined)
  if (!isGiven(value) || (!field.required && saysNothing(value))) return undefined
  if (mediaKind(field.type)) {
    const ids = textsOf(value).map(file)
    return isMany(field.type) ? ids : ids[0]
  }
  switch (field.type) {
    case 'text':
    case 'string':
      return String(value).trim() === '' ? undefined : value
    case 'numeric':
      return String(value)
    case 'list':
      return field.itemType === 'boxes' ? sentRegions(value, fields, values) : value
    case 'objects':
      return rowsOf(value).map((row) => collect(field.itemFields ?? [], row.values, file))
    default:
      return value
  }
}

/** The plain input for `buildInput` and `quote`: what was set, and what must always be there. */
export function collect(
  fields: readonly FieldView[],
  values: Values,
  file: (id: string) => string,
): Record<string, unknown> {
  const pairs = fields.map((field) => [field.name, sent(field, fields, values, file)] as const)
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
}

/** Ids of all files in a field, those inside its rows too. */
export function filesIn(field: FieldView, value: unknown): readonly string[] {
  if (mediaKind(field.type)) return textsOf(value)
  const inner = field.itemFields ?? []
  return rowsOf(value).flatMap((row) => inner.flatMap((one) => filesIn(one, row.values[one.name])))
}

/** Ids of all files that the form speaks of. */
export const allFiles = (fields: readonly FieldView[], values: Values): string[] =>
  fields.flatMap((field) => filesIn(field, values[field.name]))
