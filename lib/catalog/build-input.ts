import { type FieldProblem, invalid, type Refusal } from '@/lib/refusal'
import { holds } from './condition'
import { absent, readField } from './input/fields'
import { isBlank, MOST_MEDIA } from './input/read'
import { brokenRules, overRaisedMax } from './input/rules'
import { chooseVariant } from './input/variants'
import { type MediaUse, mediaUses, type TaskUse, taskUses } from './places'
import type { Field, Model, Variant } from './schema'

/** What KIE gets, with media positions still as given, and where those and the task positions are. */
export type Built = { input: Record<string, unknown>; media: MediaUse[]; tasks: TaskUse[] }

/** The part of a model that `buildInput` reads; the browser has it from `/api/models/ID`. */
export type Asked = Pick<Model, 'fields' | 'aliases' | 'variants' | 'rules'>

type Problems = Record<string, FieldProblem>
type Values = Record<string, unknown>

/**
 * What a person or program typed → exactly what KIE gets, or a problem per field. Pure.
 * Other names of a field are taken for it (a value under the field's own name wins), unknown ones are left out.
 */
export function buildInput(model: Asked, input: Record<string, unknown>): Built | Refusal {
  const problems: Problems = {}
  const values = readAll(model, input, problems)
  const lacking = (field: Field) => absent(field, sentValue(model, field, input).value)
  const variant = model.variants ? chooseVariant(model.variants, model.fields, values, lacking) : null
  if (variant && !isVariant(variant)) return invalid(Object.keys(problems).length ? problems : variant)
  const complete = completed(model, values, variant, lacking, problems)
  if (Object.keys(problems).length) return invalid(problems)
  const broken = [
    ...overRaisedMax(model.fields, complete),
    ...brokenRules(model.rules ?? [], model.fields, complete),
  ]
  // Of several things wrong with one field the first is said.
  if (broken.length) return invalid(Object.fromEntries(broken.reverse()))
  const media = mediaUses(model, complete)
  const over = media[MOST_MEDIA]
  if (over) return invalid({ [over.field]: { key: 'too_many', values: { max: MOST_MEDIA } } })
  return { input: complete, media, tasks: taskUses(model, complete) }
}

const isVariant = (chosen: Variant | Problems): chosen is Variant => Array.isArray(chosen.allowed)

/** Every field that says something, as KIE wants it. */
function readAll(model: Asked, input: Record<string, unknown>, problems: Problems): Values {
  const values: Values = {}
  for (const field of model.fields) {
    const { name, value } = sentValue(model, field, input)
    if (isBlank(value)) continue
    const read = readField(field, value, name !== field.name)
    if ('value' in read) values[field.name] = read.value
    else {
      for (const [path, problem] of Object.entries(read.problems)) {
        problems[path ? `${field.name}.${path}` : field.name] = problem
      }
    }
  }
  return values
}

/** The first value that says something among the field's names; else an empty one, if any was sent. */
function sentValue(model: Pick<Asked, 'aliases'>, field: Field, input: Record<string, unknown>) {
  const others = Object.keys(model.aliases).filter((alias) => model.aliases[alias] === field.name)
  const sent = [field.name, ...others]
    .filter((name) => Object.hasOwn(input, name))
    .map((name) => ({ name, value: input[name] }))
  return (
    sent.find(({ value }) => !isBlank(value)) ??
    sent.find(({ value }) => value !== null && value !== undefined) ?? { name: field.name, value: undefined }
  )
}

/** In the order of asking, with what is always sent filled in, and without what the variant does not know. */
function completed(
  model: Asked,
  values: Values,
  variant: Variant | null,
  lacking: (field: Field) => FieldProblem,
  problems: Problems,
): Values {
  const complete: Values = {}
  for (const field of model.fields) {
    const { name } = field
    if (variant && !variant.allowed.includes(name)) continue
    if (isIdle(model, field, values)) continue
    if (values[name] !== undefined) complete[name] = values[name]
    else if (isFaulty(problems, name)) continue
    else if (mustBeSent(model, field, variant, values)) {
      if (field.default !== undefined) complete[name] = field.default
      else problems[name] = lacking(field)
    }
  }
  return complete
}

/** A field at its default that would only say something beside one that is not there. */
const isIdle = ({ rules = [] }: Asked, { name, default: usual }: Field, values: Values) =>
  values[name] === usual &&
  rules.some(
    (rule) =>
      rule.kind === 'needs' &&
      rule.field === name &&
      rule.others.every((other) => values[other] === undefined),
  )

const isFaulty = (problems: Problems, name: string) =>
  Object.keys(problems).some((path) => path === name || path.startsWith(`${name}.`))

const mustBeSent = (model: Asked, field: Field, variant: Variant | null, values: Values) =>
  field.required ||
  field.always === true ||
  variant?.required.includes(field.name) === true ||
  (field.requiredWhen !== undefined && holds(model.fields, field.requiredWhen, values))
