import { mediaKind } from '@/lib/catalog/input/media'
import type { FieldView, ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { Draft, KeptMedia } from './draft'
import { isMany, picturesOf, rowsOf, textsOf } from './fields'
import type { Row, Values } from './form-store'

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A plain input (an earlier job's, a preset's) as a draft: files and rows get ids of their own. */
export function filled(
  model: Pick<ModelView, 'fields' | 'variants'>,
  input: Record<string, unknown>,
  files: readonly FileView[],
  newId: () => string,
): Draft {
  const media: Record<string, KeptMedia> = {}
  const keep = (fileId: string): string => {
    const id = newId()
    media[id] = { fileId, view: files.find((file) => file.id === fileId) ?? null }
    return id
  }
  const fill = (fields: readonly FieldView[], from: Record<string, unknown>): Values => {
    const pairs = fields.flatMap((field): [string, unknown][] => {
      const value = from[field.name]
      if (value === undefined || value === null) return []
      if (mediaKind(field.type)) {
        const ids = asList(value).filter((one) => typeof one === 'string')
        return [[field.name, ids.slice(0, isMany(field.type) ? undefined : 1).map(keep)]]
      }
      if (field.type !== 'objects') return [[field.name, value]]
      const rows: Row[] = asList(value)
        .filter(isRecord)
        .map((row) => ({ id: newId(), values: fill(field.itemFields ?? [], row) }))
      return [[field.name, rows]]
    })
    return byPicture(fields, Object.fromEntries(pairs))
  }
  return { variant: shapeOf(model, input), values: fill(model.fields, input), runs: 1, media }
}

/** Lists of regions, which stand in the order of the pictures, as a form keeps them: by picture. */
function byPicture(fields: readonly FieldView[], values: Values): Values {
  const regions = fields.find(({ itemType }) => itemType === 'boxes')
  const pictures = picturesOf(fields)
  if (!regions || !pictures || !Array.isArray(values[regions.name])) return values
  const lists = asList(values[regions.name])
  const kept = textsOf(values[pictures.name]).map((id, index) => [id, lists[index] ?? []])
  return { ...values, [regions.name]: Object.fromEntries(kept) }
}

/** The first shape that an input satisfies, else the first one. */
function shapeOf({ variants = [] }: Pick<ModelView, 'variants'>, input: Record<string, unknown>): number {
  const given = Object.keys(input)
  const found = variants.findIndex(
    ({ required, allowed }) =>
      given.every((name) => allowed.includes(name)) && required.every((name) => given.includes(name)),
  )
  return Math.max(0, found)
}

/** Those of a draft's values that the model still takes: a model's data may change between two visits. */
export function fitting(
  fields: readonly FieldView[],
  values: Values,
  adopt: (id: string, field: FieldView) => boolean,
): Values {
  const pairs = fields.flatMap((field): [string, unknown][] => {
    const value = values[field.name]
    if (value === undefined) return []
    if (mediaKind(field.type)) {
      const ids = textsOf(value).filter((id) => typeof id === 'string' && adopt(id, field))
      return ids.length > 0 ? [[field.name, ids]] : []
    }
    switch (field.type) {
      case 'objects': {
        const rows = rowsOf(value).filter((row) => isRecord(row) && isRecord(row.values))
        const kept = rows.map((row) => ({
          ...row,
          values: fitting(field.itemFields ?? [], row.values, adopt),
        }))
        return kept.length > 0 ? [[field.name, kept]] : []
      }
      case 'enum':
        return field.options?.some((option) => option.value === value) ? [[field.name, value]] : []
      case 'boolean':
        return typeof value === 'boolean' ? [[field.name, value]] : []
      case 'list':
        return (field.itemType === 'boxes' ? isRecord(value) : Array.isArray(value))
          ? [[field.name, value]]
          : []
      default:
        return typeof value === 'string' || typeof value === 'number' ? [[field.name, value]] : []
    }
  })
  return Object.fromEntries(pairs)
}
