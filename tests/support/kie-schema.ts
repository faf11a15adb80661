import Ajv, { type ValidateFunction } from 'ajv'
import { isNumeric, type KieField, type KieModel } from './kie-models'

type Schema = Record<string, unknown>

/**
 * What KIE's documents say in words about several fields at once `n` is the one limit that the words raise.
 */
const inWords: Record<string, Schema[]> = {
  'grok-imagine/image-to-video': [
    { oneOf: [{ required: ['image_urls'] }, { required: ['task_id'] }] },
    { dependencies: { index: ['task_id'] } },
  ],
  'minimax-h3/image-to-video': [
    { anyOf: [{ required: ['first_frame_url'] }, { required: ['last_frame_url'] }] },
  ],
}
const framesOrReferences: Schema = {
  not: {
    anyOf: ['first_frame_url', 'last_frame_url'].flatMap((frame) =>
      ['reference_image_urls', 'reference_video_urls', 'reference_audio_urls'].map((reference) => ({
        required: [frame, reference],
      })),
    ),
  },
}
const upToTwelveInSeries: Schema = {
  if: { properties: { enable_sequential: { const: true } }, required: ['enable_sequential'] },
  else: { properties: { n: { maximum: 4 } } },
}

const wordsOf = (id: string): Schema[] => [
  ...(inWords[id] ?? []),
  ...(id.startsWith('bytedance/seedance-2') ? [framesOrReferences] : []),
  ...(id.startsWith('wan/2-7-image') && !id.endsWith('video') ? [upToTwelveInSeries] : []),
]

const ajv = new Ajv({ allErrors: true, strict: false, multipleOfPrecision: 6 })
const compiled = new Map<string, ValidateFunction>()

/** Whether KIE's own description of the model lets this input through; else what it says. */
export function schemaErrors(model: KieModel, input: unknown): string[] {
  const validate = compiled.get(model.id) ?? ajv.compile(schemaOf(model))
  compiled.set(model.id, validate)
  if (validate(input)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function schemaOf(model: KieModel): Schema {
  const conditional = model.input.flatMap(({ name, requiredWhen }) =>
    requiredWhen ? [{ anyOf: [{ not: isAll(requiredWhen) }, { required: [name] }] }] : [],
  )
  const variants = model.inputVariants?.map(({ required, allowed }) => ({
    required,
    propertyNames: { enum: allowed },
  }))
  return {
    ...objectSchema(model.input, model),
    allOf: [{}, ...conditional, ...wordsOf(model.id), ...(variants ? [{ anyOf: variants }] : [])],
  }
}

const isAll = (wanted: Record<string, unknown>): Schema => ({
  required: Object.keys(wanted),
  properties: Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, { const: value }])),
})

const objectSchema = (fields: KieField[], model: KieModel): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: fields.filter(({ required }) => required).map(({ name }) => name),
  properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, model)])),
})

function fieldSchema(field: KieField, model: KieModel): Schema {
  const { type, minItems, maxItems, minLength, maxLength } = field
  if (type === 'enum') return { enum: field.enum }
  if (type === 'boolean') return { type }
  if (type === 'integer' || type === 'number') return numberSchema(field, model)
  if (isNumeric(field)) return numericSchema(field)
  if (type === 'array' || type.endsWith('[]')) {
    return { type: 'array', items: itemSchema(field, model), ...defined({ minItems, maxItems }) }
  }
  return { type: 'string', ...defined({ minLength, maxLength }) }
}

function itemSchema({ itemType, itemFields = [] }: KieField, model: KieModel): Schema {
  if (itemType === 'object') return objectSchema(itemFields, model)
  if (itemType === 'array') {
    const box = { type: 'array', items: { type: 'integer' }, minItems: 4, maxItems: 4 }
    return { type: 'array', items: box, maxItems: 2 }
  }
  return { type: itemType === 'integer' ? 'integer' : 'string' }
}

function numberSchema({ name, type, min, max, step, decimals }: KieField, model: KieModel): Schema {
  const maximum = name === 'n' && wordsOf(model.id).includes(upToTwelveInSeries) ? 12 : max
  const multipleOf = step ?? (decimals === undefined ? undefined : 10 ** -decimals)
  return { type, ...defined({ minimum: min, maximum, multipleOf }) }
}

function numericSchema({ min, max }: KieField): Schema {
  if (min === undefined || max === undefined) return { type: 'string', pattern: String.raw`^\d+$` }
  return { enum: Array.from({ length: max - min + 1 }, (_, at) => String(min + at)) }
}

const defined = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
