import { buildInput } from '@/lib/catalog/build-input'
import { mediaKind } from '@/lib/catalog/input/media'
import type { FieldView, ModelView } from '@/lib/catalog/view'
import { type FieldProblem, Refusal } from '@/lib/refusal'
import type { Desk } from './desk'
import { askedFields, batchField, rowsOf, textsOf } from './fields'
import type { FormState, Values } from './form-store'
import { isOut, type MediaItem } from './media-item'
import { askedOf, plan } from './price'

/** What is wrong with a field: what a rule says, or a file that cannot be used. */
export type Found = { path: string; label: string } & ({ problem: FieldProblem } | { item: MediaItem })

/** The path under which the form shows what was said about `path`: itself, or what it is a part of; '' for nothing. */
export function shownPath(fields: readonly FieldView[], path: string): string {
  const [name = '', index, ...rest] = path.split('.')
  const field = fields.find((one) => one.name === name)
  if (!field) return ''
  const inner = index !== undefined && field.itemFields ? shownPath(field.itemFields, rest.join('.')) : ''
  return inner ? `${name}.${index}.${inner}` : name
}

const labelAt = (fields: readonly FieldView[], path: string): string => {
  const [name, index, ...rest] = path.split('.')
  const field = fields.find((one) => one.name === name)
  return index === undefined ? (field?.label ?? path) : labelAt(field?.itemFields ?? [], rest.join('.'))
}

/** Files that cannot be used, wherever they are. In a batch they stay behind and stop nobody. */
function badFiles(
  fields: readonly FieldView[],
  values: Values,
  desk: Pick<Desk, 'get'>,
  above = '',
): Found[] {
  const batch = above === '' ? batchField(fields) : null
  return fields.flatMap((field): Found[] => {
    const path = above + field.name
    const value = values[field.name]
    if (field.type === 'objects') {
      return rowsOf(value).flatMap((row, index) =>
        badFiles(field.itemFields ?? [], row.values, desk, `${path}.${index}.`),
      )
    }
    if (!mediaKind(field.type) || field.name === batch?.name) return []
    const items = textsOf(value).map((id) => desk.get(id))
    const bad = items.find((item) => isOut(item))
    return bad ? [{ path, label: field.label, item: bad }] : []
  })
}

/** Everything that keeps the form from being run, by the same rules as the server's. */
export function findProblems(model: ModelView, state: FormState, desk: Pick<Desk, 'get'>): Found[] {
  const fields = askedFields(model, state.variant, state.values)
  const found = badFiles(fields, state.values, desk)
  const [first] = plan(model, state, desk)
  const built = first ? buildInput(askedOf(model), first.input) : null
  if (!(built instanceof Refusal)) return found
  const said = new Set(found.map(({ path }) => path))
  const refused = Object.entries(built.options.fields ?? {}).map(([at, problem]): Found => {
    const path = shownPath(fields, at)
    return { path, label: labelAt(fields, path), problem }
  })
  return [...found, ...refused.filter(({ path }) => !said.has(path))]
}
