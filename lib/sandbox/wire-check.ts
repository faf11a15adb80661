import 'server-only'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Model } from '@/lib/catalog/schema'
import { wireSchema } from './wire-schema'

export type Problem = { code: number; message: string }

type Together = { fields: string[]; max: number }
type Letters = { field: string; part: string; max: number }

const lists = (input: Record<string, unknown>, names: string[]) =>
  names.flatMap((name) => {
    const value = input[name]
    return Array.isArray(value) ? (value as unknown[]) : []
  })

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    multipleOfPrecision: 6,
  })
  ajv.addFormat('http-url', (text) => /^https?:\/\//i.test(text) && URL.canParse(text))
  ajv.addKeyword({
    keyword: 'together',
    type: 'object',
    schemaType: 'object',
    error: { message: 'too many' },
    validate: ({ fields, max }: Together, input: Record<string, unknown>) =>
      lists(input, fields).length <= max,
  })
  ajv.addKeyword({
    keyword: 'letters',
    type: 'object',
    schemaType: 'object',
    error: { message: 'too long' },
    validate: ({ field, part, max }: Letters, input: Record<string, unknown>) =>
      lists(input, [field])
        .map((item) => (item as Record<string, unknown> | null)?.[part])
        .reduce((sum: number, text) => sum + (typeof text === 'string' ? [...text].length : 0), 0) <= max,
  })
  return ajv
}

let ajv: Ajv2020 | null = null
/** Compiled at first use; there is one for each model. */
const compiled = new Map<string, ValidateFunction>()

/** Why KIE would refuse this `input`, or null. A missing field is answered with code 500, as KIE does. */
export function inputProblem(model: Model, input: Record<string, unknown>): Problem | null {
  ajv ??= newAjv()
  const check = compiled.get(model.id) ?? ajv.compile(wireSchema(model))
  compiled.set(model.id, check)
  if (check(input)) return null
  const worst = [...(check.errors ?? [])].sort((a, b) => weight(a) - weight(b))[0]
  return worst ? spoken(worst) : { code: 422, message: 'The input is invalid' }
}

const isBlank = (error: ErrorObject) =>
  error.keyword === 'required' ||
  (/^min(Length|Items)$/.test(error.keyword) && (error.data as string | unknown[]).length === 0)

/** An unknown name is said first, then what is missing, then the rest; whole shapes at last. */
function weight(error: ErrorObject): number {
  if (error.keyword === 'additionalProperties') return 0
  if (error.schemaPath.includes('/allOf/')) return error.parentSchema?.description ? 3 : 4
  return isBlank(error) ? 1 : 2
}

/** A place as KIE's messages name it: elements[0].name */
function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  const missing = keyword === 'required' ? `/${String(params.missingProperty)}` : ''
  return (
    `${instancePath}${missing}`
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.') || 'input'
  )
}

function spoken(error: ErrorObject): Problem {
  const place = placeOf(error)
  const { keyword, params } = error
  if (isBlank(error)) return { code: 500, message: `${place} is required` }
  const description: unknown = error.parentSchema?.description
  if (typeof description === 'string') {
    return { code: description.endsWith('is required') ? 500 : 422, message: description }
  }
  const limit = String(params.limit)
  const sentences: Record<string, string> = {
    additionalProperties: `Unknown parameter: ${String(params.additionalProperty)}`,
    enum: `${place} is not within the range of allowed options`,
    type: `${place} must be ${String(params.type)}`,
    format: `${place} must be a valid URL`,
    pattern: `${place} must be a number`,
    minimum: `${place} must be at least ${limit}`,
    maximum: `${place} must be at most ${limit}`,
    multipleOf: `${place} must be a multiple of ${String(params.multipleOf)}`,
    minLength: `${place} must have at least ${limit} characters`,
    maxLength: `${place} exceeds the limit of ${limit} characters`,
    minItems: `${place} must have at least ${limit} items`,
    maxItems: `${place} must have at most ${limit} items`,
  }
  return { code: 422, message: sentences[keyword] ?? `${place} is invalid` }
}
