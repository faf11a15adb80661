import 'server-only'
import type { Condition, Field, Model, Rule } from '@/lib/catalog/schema'

// What KIE takes as the `input` of a model, as JSON Schema (draft 2020-12), made from the model's description. It is
// kept apart from Loupe's own `buildInput`, so that a mistake of the one is refused by the other.

export type Schema = Record<string, unknown>

/** A numeric text with at most so many steps is written out as a list. */
const MOST_LISTED = 400

export function wireSchema(model: Model): Schema {
  const conditions = [
    ...model.fields.flatMap(conditional),
    ...(model.rules ?? []).flatMap((rule) => ruleSchema(rule, model.fields)),
    ...variantSchemas(model),
  ]
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...objectSchema(model.fields),
    ...(conditions.length ? { allOf: conditions } : {}),
  }
}

function objectSchema(fields: readonly Field[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  }
}

const address: Schema = { type: 'string', maxLength: 8192, format: 'http-url' }

function fieldSchema(field: Field): Schema {
  switch (field.type) {
    case 'text':
    case 'string':
      return textSchema(field)
    case 'numeric':
      return numericSchema(field)
    case 'enum':
      return { enum: field.enum ?? [] }
    case 'boolean':
      return { type: 'boolean' }
    case 'integer':
    case 'number':
      return numberSchema(field)
    case 'image':
    case 'video':
    case 'audio':
      return address
    case 'image[]':
    case 'video[]':
    case 'audio[]':
      return { type: 'array', items: address, ...counts(field) }
    case 'task':
      return { type: 'string', minLength: 1, maxLength: 200 }
    case 'list':
      return { type: 'array', items: itemSchema(field), ...counts(field) }
    case 'objects':
      return { type: 'array', items: objectSchema((field.itemFields ?? []) as Field[]), ...counts(field) }
  }
}

const given = (pairs: Record<string, unknown>): Schema =>
  Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined))

function textSchema({ minLength, maxLength, required }: Field): Schema {
  return { type: 'string', ...given({ minLength: minLength ?? (required ? 1 : undefined), maxLength }) }
}

function numberSchema({ type, min, max, maxWhen, step, decimals }: Field): Schema {
  const most = maxWhen ? Math.max(max ?? maxWhen.max, maxWhen.max) : max
  const multipleOf = step ?? (decimals === undefined ? undefined : 10 ** -decimals)
  return { type, ...given({ minimum: min, maximum: most, multipleOf }) }
}

/** A number as text. */
function numericSchema({ min, max, step }: Field): Schema {
  if (min === undefined || max === undefined) return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }
  const every = step ?? 1
  const count = Math.min(MOST_LISTED, Math.floor((max - min) / every + 1e-9) + 1)
  return { enum: Array.from({ length: count }, (_, k) => String(Number((min + k * every).toFixed(6)))) }
}

function counts({ minItems, maxItems, required }: Field): Schema {
  return given({ minItems: minItems ?? (required ? 1 : undefined), maxItems })
}

function itemSchema({ itemType, maxLength }: Field): Schema {
  if (itemType === 'integer') return { type: 'integer' }
  if (itemType === 'boxes') {
    const box = { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 4, maxItems: 4 }
    return { type: 'array', items: box }
  }
  return { type: 'string', minLength: 1, ...given({ maxLength }) }
}

/** Holds as a schema when a condition holds. A setting that is left out counts as its default. */
function holds(condition: Condition, fields: readonly Field[]): Schema {
  return {
    allOf: Object.entries(condition).map(([name, wanted]) => {
      if (!Array.isArray(wanted)) return wanted.given ? has(name) : { not: has(name) }
      const same = { properties: { [name]: { enum: wanted } }, required: [name] }
      const standard = fields.find((field) => field.name === name)?.default
      const left = standard !== undefined && wanted.includes(standard)
      return left ? { anyOf: [same, { not: has(name) }] } : same
    }),
  }
}

const has = (name: string): Schema => ({ required: [name] })
const hasOneOf = (names: string[]): Schema => ({ anyOf: names.map(has) })

function conditional(field: Field, _index: number, fields: readonly Field[]): Schema[] {
  const { name, requiredWhen, maxWhen, max } = field
  const unless = (condition: Condition, otherwise: Schema, description: string): Schema => ({
    anyOf: [{ not: holds(condition, fields) }, otherwise],
    description,
  })
  return [
    ...(requiredWhen ? [unless(requiredWhen, has(name), `${name} is required`)] : []),
    ...(maxWhen && max !== undefined
      ? [
          {
            anyOf: [holds(maxWhen.when, fields), { properties: { [name]: { maximum: max } } }],
            description: `${name} must be at most ${max}`,
          },
        ]
      : []),
  ]
}

/** Rules that several fields keep together; `description` is what is said when one is broken. */
function ruleSchema(rule: Rule, fields: readonly Field[]): Schema[] {
  switch (rule.kind) {
    case 'excludes': {
      const description = `${rule.fields.join(', ')} cannot be used together with ${rule.others.join(', ')}`
      return [{ not: { allOf: [hasOneOf(rule.fields), hasOneOf(rule.others)] }, description }]
    }
    case 'any-of':
      return [{ ...hasOneOf(rule.fields), description: `${rule.fields.join(' or ')} is required` }]
    case 'needs': {
      const description = `${rule.field} is invalid without ${rule.others.join(' or ')}`
      return [{ anyOf: [{ not: has(rule.field) }, hasOneOf(rule.others)], description }]
    }
    case 'within':
      // A sum is more than a JSON Schema can say.
      return []
    case 'at-most':
      return [{ together: { fields: rule.fields, max: rule.max } }]
    case 'letters':
      return [{ letters: { field: rule.field, part: rule.part, max: rule.max } }]
    case 'never':
      return [
        {
          not: holds(rule.when, fields),
          description: `${Object.keys(rule.when).join(', ')}: this combination is not supported`,
        },
      ]
    // Loupe's own, for want of a price; KIE takes it.
    case 'unpriced':
      return []
  }
}

/** The shapes of which exactly one is satisfied; shapes that differ in their title alone are one. */
function variantSchemas({ variants = [] }: Model): Schema[] {
  const shapes = new Map(
    variants.map(({ required, allowed }) => {
      const schema = { required, propertyNames: { enum: allowed } }
      return [JSON.stringify([[...required].sort(), [...allowed].sort()]), schema]
    }),
  )
  if (shapes.size === 0) return []
  const description = `exactly one form of input is allowed: ${variants.map(({ title }) => title).join('; ')}`
  return [{ oneOf: [...shapes.values()], description }]
}
