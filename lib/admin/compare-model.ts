import 'server-only'
import { mediaKind } from '@/lib/catalog/input/media'
import type { Field, Model } from '@/lib/catalog/schema'
import type { WireField, WireType } from '@/lib/kie/openapi'
import type { Difference, Limit } from './finding'

const limits: readonly Limit[] = ['min', 'max', 'minLength', 'maxLength', 'minItems', 'maxItems']

/**
 * What KIE's document of a model says otherwise than the catalogue. Only what the document states counts: the
 * catalogue also knows limits that KIE gives in prose.
 */
export function compareModel(model: Pick<Model, 'fields'>, theirs: readonly WireField[]): Difference[] {
  const ours = new Map(model.fields.map((field) => [field.name, field]))
  const names = new Set(theirs.map(({ name }) => name))
  return [
    ...theirs.flatMap((field): Difference[] => {
      const own = ours.get(field.name)
      if (!own) return [{ kind: 'added', field: field.name, required: field.required }]
      return compareField(own, field)
    }),
    ...model.fields.flatMap(({ name }): Difference[] =>
      names.has(name) ? [] : [{ kind: 'removed', field: name }],
    ),
  ]
}

function compareField(own: Field, theirs: WireField): Difference[] {
  const field = own.name
  const type = wireType(own)
  if (theirs.type && theirs.type !== type) return [{ kind: 'type', field, ours: type, theirs: theirs.type }]
  // When a field is needed only together with others, KIE says so in prose, and the document this way or that.
  const asked: Difference[] =
    own.requiredWhen || theirs.required === own.required
      ? []
      : [{ kind: 'required', field, theirs: theirs.required }]
  return [...asked, ...compareValues(own, theirs), ...compareLimits(own, theirs)]
}

function compareValues(own: Field, theirs: WireField): Difference[] {
  if (!own.enum || !theirs.values) return []
  const [mine, other] = [new Set(own.enum), new Set(theirs.values)]
  const added = [...other].filter((value) => !mine.has(value))
  const removed = [...mine].filter((value) => !other.has(value))
  return added.length + removed.length > 0 ? [{ kind: 'values', field: own.name, added, removed }] : []
}

/**
 * A list of numbers has its least and its most. The length of an address or a task's id is none of a person's
 * business, and at least one is what asking for something means.
 */
function compareLimits(own: Field, theirs: WireField): Difference[] {
  const isAddress = own.type === 'task' || mediaKind(own.type) !== null
  const numbers = (own.enum ?? []).filter((value) => typeof value === 'number')
  const listed: Partial<Field> =
    numbers.length > 0 ? { min: Math.min(...numbers), max: Math.max(...numbers) } : {}
  return limits.flatMap((limit): Difference[] => {
    const [mine, other] = [own[limit] ?? listed[limit] ?? null, theirs[limit]]
    if (other === undefined || other === mine) return []
    if (limit === 'max' && other === own.maxWhen?.max) return []
    if (isAddress && limit.endsWith('Length')) return []
    if (mine === null && limit.startsWith('min') && limit !== 'min' && other <= 1) return []
    return [{ kind: 'limit', field: own.name, limit, ours: mine, theirs: other }]
  })
}

function wireType({ type, enum: values }: Field): WireType {
  switch (type) {
    case 'boolean':
    case 'integer':
    case 'number':
      return type === 'boolean' ? 'boolean' : 'number'
    case 'enum':
      return typeof values?.[0] === 'number' ? 'number' : 'string'
    case 'list':
    case 'objects':
    case 'image[]':
    case 'video[]':
    case 'audio[]':
      return 'array'
    default:
      return 'string'
  }
}
