import 'server-only'
import { z } from 'zod'
import { idempotencyKeySchema } from '@/lib/jobs/schema'
import { refusalStatus } from '@/lib/refusal'

// What the descriptions of several routes have in common.

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(refusalStatus) as [keyof typeof refusalStatus]),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    /** With `price_changed`: what it costs now. */
    price: z.number().optional(),
  }),
})

/** The form in which a schema is asked for; what the route itself makes of it is not the caller's matter. */
const asked = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' })

const json = (schema: z.ZodType) => ({ 'application/json': { schema: asked(schema) } })

export const answers = (status: number, description: string, schema?: z.ZodType) => ({
  [status]: schema ? { description, content: json(schema) } : { description },
  default: {
    description: 'A refusal: the code, a sentence in your language, and each bad field',
    content: json(errorSchema),
  },
})
export const bytes = (description: string) => ({
  responses: { ...answers(200, description), 206: { description: 'A range of it' } },
})

/** A body of JSON. */
export const body = (schema: z.ZodType) => ({ required: true, content: json(schema) })
/** A form of one field. */
export const form = (type: string, field: string, schema: object) => ({
  required: true,
  content: { [type]: { schema: { type: 'object', required: [field], properties: { [field]: schema } } } },
})

/** What may stand behind `?`. Of a union: all that any of its members takes. */
export function queryOf(schema: z.ZodType) {
  const whole = asked(schema)
  const members = whole.anyOf ?? [whole]
  const fields = Object.assign({}, ...members.map(({ properties }) => properties))
  return Object.entries(fields).map(([name, field]) => ({
    name,
    in: 'query',
    required: members.every(({ required }) => required?.includes(name)),
    schema: field,
  }))
}

/** A variable part of the path. */
export const part = (name: string, schema: object = {}) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', ...schema },
})
export const id = [part('id')]
/** Its slashes stay slashes. */
export const modelId = [part('id', { examples: ['google/nano-banana'] })]

export const key = [
  { name: 'Idempotency-Key', in: 'header', required: false, schema: asked(idempotencyKeySchema) },
]
export const requiredKey = key.map((one) => ({ ...one, required: true }))
