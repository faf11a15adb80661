import {
  isNumeric,
  isSeveral,
  isTask,
  type KieField,
  type KieModel,
  kindOf,
} from '@/tests/support/kie-models'

/** One wrong value, where it stands, and the reason that must be given for exactly that place. */
export type Fault = { name: string; at: string; key: string; plant: (body: Values) => Values }
type Values = Record<string, unknown>
/** A wrong value for one field, before it is put into a body. */
type Wrong = { name: string; key: string; value: unknown; within?: string }

const missing = { image: 'media_required', video: 'film_required', audio: 'sound_required' }
const many = { image: 'media_many', video: 'film_many', audio: 'sound_many' }
const ADDRESS = 'https://example.com/a.png'

/** Every fault that a field can have by KIE's own description. `valid` is a right value of it. */
export function faultsOf(model: KieModel, field: KieField, valid: unknown): Fault[] {
  const wrong = wrongValues(field, valid).map(({ name, key, value, within }) => ({
    ...{ name, key },
    at: within ? `${field.name}.${within}` : field.name,
    plant: (body: Values) => ({ ...body, [field.name]: value }),
  }))
  const isNeeded = field.required && field.default === undefined
  return isNeeded ? [...wrong, ...absences(model, field)] : wrong
}

function absences(model: KieModel, field: KieField): Fault[] {
  const kind = kindOf(field)
  const key = kind ? missing[kind] : isTask(field) ? 'task_required' : 'required'
  const names = [
    field.name,
    ...Object.keys(model.aliases).filter((alias) => model.aliases[alias] === field.name),
  ]
  const bare = (body: Values) =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))
  const empty = { name: 'empty', at: field.name, key: kind ? 'media_empty' : key }
  return [
    { name: 'missing', at: field.name, key, plant: bare },
    { name: 'null', at: field.name, key, plant: (body) => ({ ...body, [field.name]: null }) },
    { ...empty, plant: (body) => ({ ...body, [field.name]: isSeveral(field) ? [] : ' ' }) },
  ]
}

function wrongValues(field: KieField, valid: unknown): Wrong[] {
  if (isSeveral(field)) return severalWrong(field, valid as unknown[])
  if (kindOf(field)) return mediaWrong(field)
  if (isTask(field)) {
    return [
      { name: 'no job', key: 'task_form', value: 'd43f0d0ab29f28fdfcf68a9dccbd7a42' },
      { name: 'wrong type', key: 'wrong_type', value: 5 },
    ]
  }
  return [{ name: 'wrong type', key: 'wrong_type', value: { x: 1 } }, ...scalarWrong(field)]
}

function scalarWrong(field: KieField): Wrong[] {
  const { type } = field
  const two: Wrong = { name: 'two values', key: 'one_only', value: ['1', '2'] }
  if (type === 'enum') return [two, { name: 'not offered', key: 'not_offered', value: 'no such value' }]
  if (type === 'boolean') return [two, { name: 'neither yes nor no', key: 'wrong_type', value: 'perhaps' }]
  if (type === 'integer' || type === 'number' || isNumeric(field)) return [two, ...numberWrong(field)]
  return [two, ...textWrong(field)]
}

function numberWrong({ type, min, max, step, name }: KieField): Wrong[] {
  return [
    { name: 'no number', key: 'wrong_type', value: 'many' },
    { name: 'endless', key: 'wrong_type', value: Number.POSITIVE_INFINITY },
    ...(min === undefined ? [] : [{ name: 'too small', key: 'number_min', value: min - (step ?? 1) }]),
    // In a series twelve pictures may be made.
    ...(max === undefined
      ? []
      : [{ name: 'too large', key: 'number_max', value: name === 'n' ? 13 : max + 1 }]),
    ...(type === 'integer' && step === undefined
      ? [{ name: 'not whole', key: 'not_whole', value: (min ?? 1) + 0.5 }]
      : []),
  ]
}

function textWrong({ maxLength, minLength = 0 }: KieField): Wrong[] {
  return [
    { name: 'a character that no text holds', key: 'wrong_form', value: `ab${'\0'}cd` },
    { name: 'half a character', key: 'wrong_form', value: 'ab\ud800cd' },
    ...(maxLength ? [{ name: 'too long', key: 'too_long', value: 'x'.repeat(maxLength + 1) }] : []),
    ...(minLength > 1 ? [{ name: 'too short', key: 'too_short', value: 'x'.repeat(minLength - 1) }] : []),
  ]
}

function mediaWrong(field: KieField): Wrong[] {
  const kind = kindOf(field) ?? 'image'
  return [
    { name: 'no address', key: 'media_form', value: 'cup.jpg' },
    { name: 'not https', key: 'media_form', value: 'http://example.com/a.png' },
    { name: 'several', key: many[kind], value: [ADDRESS, ADDRESS] },
    { name: 'wrong type', key: 'wrong_type', value: 5 },
  ]
}

function severalWrong(field: KieField, valid: unknown[]): Wrong[] {
  const { minItems = 0, maxItems, itemType, itemFields = [] } = field
  const counts: Wrong[] = [
    ...(maxItems
      ? [{ name: 'too many', key: 'too_many', value: Array.from({ length: maxItems + 1 }, () => valid[0]) }]
      : []),
    ...(minItems > 1 ? [{ name: 'too few', key: 'too_few', value: valid.slice(0, minItems - 1) }] : []),
  ]
  if (kindOf(field)) {
    return [
      ...counts,
      { name: 'no address', key: 'media_form', value: ['cup.jpg'] },
      { name: 'wrong type', key: 'wrong_type', value: [{ url: ADDRESS }] },
    ]
  }
  if (itemType === 'array') return [{ name: 'no box', key: 'wrong_form', value: [[[1, 2, 3]]] }]
  if (itemType !== 'object') return [...counts, { name: 'wrong type', key: 'wrong_type', value: [{ x: 1 }] }]
  return [
    ...counts,
    { name: 'no object', key: 'wrong_type', value: Array.from({ length: Math.max(1, minItems) }, () => 'x') },
    ...itemFields.flatMap((inner) => innerWrong(inner, valid)),
  ]
}

/** Faults within the first object of a list. */
function innerWrong(inner: KieField, valid: unknown[]): Wrong[] {
  const [first, ...others] = valid as Values[]
  const within = `0.${inner.name}`
  const wrong = wrongValues(inner, first?.[inner.name]).map(({ value, ...rest }) => ({
    ...rest,
    within: rest.within ? `${within}.${rest.within}` : within,
    value: [{ ...first, [inner.name]: value }, ...others],
  }))
  if (!inner.required || inner.default !== undefined) return wrong
  const kind = kindOf(inner)
  const bare = Object.fromEntries(Object.entries(first ?? {}).filter(([name]) => name !== inner.name))
  const key = kind ? missing[kind] : 'required'
  // An object with nothing else in it would be no object at all.
  return [...wrong, { name: 'missing within', key, within, value: [{ ...bare, x: 1 }, ...others] }]
}
