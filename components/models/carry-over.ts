import { buildInput } from '@/lib/catalog/build-input'
import { mediaKind } from '@/lib/catalog/input/media'
import type { MediaKind } from '@/lib/catalog/schema'
import type { FieldView, ModelView } from '@/lib/catalog/view'
import type { FileView } from '@/lib/files/schema'
import type { JobView } from '@/lib/jobs/schema'
import { Refusal } from '@/lib/refusal'

type Values = Record<string, unknown>
type Files = readonly Pick<FileView, 'id' | 'kind'>[]
type Source = Pick<JobView, 'model' | 'input'> & { inputs: Files }
type Target = Pick<ModelView, 'id' | 'fields' | 'fieldAliases' | 'variants' | 'rules'>

const isMany = (field: FieldView) => field.type.endsWith('[]')
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

/** The field that a model takes its main picture, film or sound in. */
function mainField({ fields, fieldAliases }: Target, kind: MediaKind): FieldView | undefined {
  const main = fieldAliases[`${kind}_input`]
  const ofKind = fields.filter(({ type }) => mediaKind(type) === kind)
  return ofKind.find(({ name }) => name === main) ?? ofKind.find(({ required }) => required) ?? ofKind[0]
}

const fits = (field: FieldView, files: readonly string[]): unknown =>
  isMany(field) ? files.slice(0, field.maxItems ?? 1) : files[0]

/** A plain setting as this field takes it; undefined where it does not. */
function setting(field: FieldView, value: unknown): unknown {
  switch (field.type) {
    case 'text':
    case 'string':
      return typeof value === 'string' ? value : undefined
    case 'enum':
      return field.options?.find((option) => String(option.value) === String(value))?.value
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'integer':
    case 'number':
    case 'numeric': {
      const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value)
      const isInside = number >= (field.min ?? Number.NEGATIVE_INFINITY) && number <= (field.max ?? Infinity)
      if (!isInside || (field.type === 'integer' && !Number.isInteger(number))) return undefined
      return field.type === 'numeric' ? String(number) : number
    }
    default:
      return undefined
  }
}

/** What somebody wrote for a model: its prompt, else its longest text. */
function writtenIn(input: Values): string | undefined {
  if (typeof input.prompt === 'string') return input.prompt
  const texts = Object.values(input).filter((value) => typeof value === 'string' && value.includes(' '))
  return (texts as string[]).sort((a, b) => b.length - a.length)[0]
}

/** Files of the source that stand in fields of the same name go there, the others into the main field of their kind. */
function media(target: Target, { input, inputs }: Source): Values {
  const made: Values = {}
  for (const kind of ['image', 'video', 'audio'] as const) {
    let left = inputs.filter((file) => file.kind === kind).map(({ id }) => id)
    for (const field of target.fields) {
      if (mediaKind(field.type) !== kind) continue
      const same = asList(input[field.name]).filter((id) => left.includes(id as string)) as string[]
      if (same.length === 0) continue
      made[field.name] = fits(field, same)
      left = left.filter((id) => !same.includes(id))
    }
    const main = mainField(target, kind)
    if (main && left.length > 0 && made[main.name] === undefined) made[main.name] = fits(main, left)
  }
  return made
}

/** What an earlier job was asked, as far as this model can be asked the same. Of the same model: everything. */
export function carryOver(target: Target, source: Source): Values {
  if (target.id === source.model) return source.input
  const made: Values = media(target, source)
  for (const field of target.fields) {
    const value = setting(field, source.input[field.name])
    if (value !== undefined) made[field.name] = value
  }
  const written = writtenIn(source.input)
  const texts = target.fields.filter(({ type }) => type === 'text')
  const text = texts.find(({ required }) => required) ?? texts[0]
  if (text && written && texts.every(({ name }) => made[name] === undefined)) made[text.name] = written
  return together(target, made)
}

/** What a person chooses anew anyway. */
const lacking = /required|any_of|too_few/

/** Without what the model does not take together with the rest. */
function together(target: Target, made: Values): Values {
  const built = buildInput({ ...target, aliases: {} }, made)
  if (!(built instanceof Refusal)) return made
  const wrong = Object.entries(built.options.fields ?? {}).filter(([, { key }]) => !lacking.test(key))
  const names = wrong.map(([path]) => path.split('.')[0] ?? '').filter((name) => name in made)
  if (names.length === 0) return made
  return together(target, Object.fromEntries(Object.entries(made).filter(([name]) => !names.includes(name))))
}

/** One file in the field that takes its kind; nothing where the model takes none of it. */
export function withFile(target: Target, file: Files[number]): Values {
  const field = (['image', 'video', 'audio'] as const)
    .filter((kind) => kind === file.kind)
    .map((kind) => mainField(target, kind))[0]
  return field ? { [field.name]: fits(field, [file.id]) } : {}
}
