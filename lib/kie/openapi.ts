import 'server-only'

// What KIE's own document of a model (OpenAPI 3.1) says about the `input` of createTask. The document is someone
// else's: every step down is checked, and what cannot be read is left out rather than guessed.

const CREATE_TASK = '/api/v1/jobs/createTask'
/** Documents are a few references deep; more is a circle. */
const MOST_REFERENCES = 16

export type WireType = 'string' | 'number' | 'boolean' | 'array' | 'object'

/** One field as KIE's document has it. What it does not say is left out. */
export type WireField = {
  name: string
  required: boolean
  type?: WireType
  values?: (string | number | boolean)[]
  min?: number
  max?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether createTask serves this model; other models (chat, music) have addresses of their own. */
export function asksCreateTask(document: unknown): boolean {
  return isNode(document) && isNode(document.paths) && CREATE_TASK in document.paths
}

/** The fields of `input`; null where the document does not tell them. */
export function inputFields(document: unknown): WireField[] | null {
  const into = (value: unknown, ...names: string[]): unknown =>
    names.reduce<unknown>((at, name) => (isNode(at) ? resolve(document, at[name]) : undefined), value)
  const body = into(
    document,
    'paths',
    CREATE_TASK,
    'post',
    'requestBody',
    'content',
    'application/json',
    'schema',
  )
  const input = shapeOf(document, shapeOf(document, body).properties.get('input'))
  if (input.properties.size === 0) return null
  // Some of KIE's names end in a space, by mistake; the wire has none.
  return [...input.properties].map(([name, schema]) => ({
    name: name.trim(),
    required: input.required.has(name) || input.required.has(name.trim()),
    ...describe(resolve(document, schema)),
  }))
}

/** Follows local references; their parts are percent-encoded, and their names may end in a space. */
function resolve(document: unknown, value: unknown): unknown {
  let found = value
  for (let hops = 0; isNode(found) && typeof found.$ref === 'string'; hops++) {
    const { $ref } = found
    if (hops === MOST_REFERENCES || !$ref.startsWith('#/')) return undefined
    found = $ref
      .slice(2)
      .split('/')
      .map(unquoted)
      .reduce<unknown>((at, name) => (isNode(at) ? at[name] : undefined), document)
  }
  return found
}

function unquoted(part: string): string {
  const plain = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch (error) {
    if (error instanceof URIError) return plain
    throw error
  }
}

type Shape = { properties: Map<string, unknown>; required: Set<string> }

/** Of several shapes the fields of all, and as required what every one of them asks for. */
function shapeOf(document: unknown, value: unknown, depth = 0): Shape {
  const schema = resolve(document, value)
  const shape: Shape = { properties: new Map(), required: new Set() }
  if (!isNode(schema) || depth > MOST_REFERENCES) return shape
  const add = ({ properties, required }: Shape) => {
    for (const [name, field] of properties) if (!shape.properties.has(name)) shape.properties.set(name, field)
    for (const name of required) shape.required.add(name)
  }
  const parts = (name: string) =>
    (Array.isArray(schema[name]) ? schema[name] : []).map((part) => shapeOf(document, part, depth + 1))
  const own = isNode(schema.properties) ? Object.entries(schema.properties) : []
  add({ properties: new Map(own), required: new Set(texts(schema.required)) })
  for (const part of parts('allOf')) add(part)
  for (const branches of [parts('oneOf'), parts('anyOf')]) {
    const [first, ...rest] = branches
    if (!first) continue
    const everywhere = [...first.required].filter((name) => rest.every(({ required }) => required.has(name)))
    for (const { properties } of branches) add({ properties, required: new Set() })
    add({ properties: new Map(), required: new Set(everywhere) })
  }
  return shape
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

const limits = {
  min: 'minimum',
  max: 'maximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
} as const

function describe(schema: unknown): Omit<WireField, 'name' | 'required'> {
  if (!isNode(schema)) return {}
  const type = typeOf(schema.type)
  const values = valuesOf(schema)
  const found = Object.entries(limits).flatMap(([ours, theirs]) => {
    const limit = schema[theirs]
    return typeof limit === 'number' ? [[ours, limit]] : []
  })
  return { ...(type && { type }), ...(values && { values }), ...Object.fromEntries(found) }
}

const types: Partial<Record<string, WireType>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
}

/** A list of types says one only when nothing but null stands beside it. */
function typeOf(value: unknown): WireType | undefined {
  const named = (Array.isArray(value) ? value : [value]).filter((one) => one !== 'null')
  return named.length === 1 && typeof named[0] === 'string' ? types[named[0]] : undefined
}

function valuesOf({ enum: listed }: Node): WireField['values'] {
  if (!Array.isArray(listed)) return undefined
  const values = listed.filter((one) => ['string', 'number', 'boolean'].includes(typeof one))
  return values.length > 0 ? values : undefined
}
