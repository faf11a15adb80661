import { allFiles } from '@/components/form/fields'
import type { Row, Values } from '@/components/form/form-store'
import { openSession } from '@/components/form/session'
import { mediaKind } from '@/lib/catalog/input/media'
import type { FieldView, ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { Given } from './use-given'

type Settings = Record<string, unknown>

/** Media, earlier jobs and places in pictures: they are chosen for each run. */
const isOfTheRun = ({ type, itemType }: FieldView) =>
  mediaKind(type) !== null || type === 'task' || itemType === 'boxes'

/** Plain settings out of a form's values. */
function plain(fields: readonly FieldView[], values: Values): Settings {
  const pairs = fields.flatMap((field): [string, unknown][] => {
    const value = values[field.name]
    if (value === undefined || value === '' || isOfTheRun(field)) return []
    if (field.type !== 'objects') return [[field.name, value]]
    return [[field.name, (value as Row[]).map((row) => plain(field.itemFields ?? [], row.values))]]
  })
  return Object.fromEntries(pairs)
}

/** What this person has set on a model's form just now. */
export function settingsNow(view: ModelView, userId: string): Settings {
  const { variant, values } = openSession(view, userId).store.state()
  const shape = view.variants?.[variant]
  const fields = shape ? view.fields.filter(({ name }) => shape.allowed.includes(name)) : view.fields
  return plain(fields, values)
}

/** Kept settings together with the media that are on the form. */
export function withMediaNow(view: ModelView, userId: string, settings: Settings): Given {
  const { store, desk } = openSession(view, userId)
  const { values } = store.state()
  const input = { ...settings }
  for (const field of view.fields) {
    const kind = mediaKind(field.type)
    const chosen = kind ? values[field.name] : undefined
    if (!Array.isArray(chosen)) continue
    const ids = chosen.flatMap((id: string) => desk.get(id)?.fileId ?? [])
    if (ids.length > 0) input[field.name] = field.type.endsWith('[]') ? ids : ids[0]
  }
  const files = allFiles(view.fields, values).flatMap((id): FileView | [] => desk.get(id)?.view ?? [])
  return { input, files }
}
