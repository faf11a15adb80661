import type { FieldView, ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { JobView } from '@/lib/jobs/schema'

/** What was asked in one field, ready to be shown. */
export type Setting = { name: string; label: string } & (
  | { kind: 'text'; text: string }
  /** Words of a person: shown as a paragraph, not as a value. */
  | { kind: 'prose'; text: string }
  | { kind: 'switch'; isOn: boolean }
  | { kind: 'files'; files: FileView[] }
  /** An earlier job that this one went on with. */
  | { kind: 'job'; id: string }
  /** Several things of several parts each. */
  | { kind: 'parts'; parts: { n: number; settings: Setting[] }[] }
)

type Values = Readonly<Record<string, unknown>>
type Field = Pick<FieldView, 'name' | 'label' | 'type' | 'options' | 'itemFields'>

/** A text of more than this is prose, whatever its field is called. */
const LONGEST_VALUE = 48

const isMedia = (type: FieldView['type']) => /^(image|video|audio)(\[\])?$/.test(type)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const plain = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

function texts(field: Field, value: unknown): string {
  return listOf(value)
    .map((one) => field.options?.find((option) => option.value === one)?.label ?? plain(one))
    .join(', ')
}

function settingOf(field: Field, value: unknown, files: readonly FileView[]): Setting {
  const { name, label, type } = field
  if (isMedia(type)) {
    const ids = listOf(value)
    return {
      name,
      label,
      kind: 'files',
      files: ids.flatMap((id) => files.find((file) => file.id === id) ?? []),
    }
  }
  if (type === 'task' && typeof value === 'string') return { name, label, kind: 'job', id: value }
  if (typeof value === 'boolean') return { name, label, kind: 'switch', isOn: value }
  if (type === 'objects' && Array.isArray(value)) {
    const parts = value.map((part: Values, at) => ({
      n: at + 1,
      settings: settingsIn(field.itemFields ?? [], part, files),
    }))
    return { name, label, kind: 'parts', parts }
  }
  const text = texts(field, value)
  const isProse = type === 'text' || text.length > LONGEST_VALUE || text.includes('\n')
  return { name, label, kind: isProse ? 'prose' : 'text', text }
}

function settingsIn(fields: readonly Field[], values: Values, files: readonly FileView[]): Setting[] {
  const given = (name: string) => values[name] !== undefined && values[name] !== null
  const known = fields.filter(({ name }) => given(name))
  const names = new Set(fields.map(({ name }) => name))
  // What the model is no longer asked is shown by its name.
  const unknown = Object.keys(values)
    .filter((name) => !names.has(name) && given(name))
    .map((name): Field => ({ name, label: name, type: typeOf(values[name], files) }))
  return [...known, ...unknown].map((field) => settingOf(field, values[field.name], files))
}

const typeOf = (value: unknown, files: readonly FileView[]): FieldView['type'] =>
  listOf(value).some((one) => files.some(({ id }) => id === one)) ? 'image[]' : 'string'

/** Everything that a model was asked, in the order of asking, under the labels of its fields; without them by name. */
export const settingsOf = (
  job: Pick<JobView, 'input' | 'inputs'>,
  model: Pick<ModelView, 'fields'> | null,
): Setting[] => settingsIn(model?.fields ?? [], job.input, job.inputs)
