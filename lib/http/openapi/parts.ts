import 'server-only'
import { z } from 'zod'
import { monthSchema } from '@/lib/credits/movement-view'
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

export const json = (schema: z.ZodType) => ({
  'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) },
})
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
export const query = (name: string, schema: z.ZodType) => ({
  name,
  in: 'query',
  required: false,
  schema: z.toJSONSchema(schema),
})
export const page = [query('cursor', z.string().max(100)), query('limit', z.number().int().min(1).max(100))]
export const inMonth = [query('month', monthSchema), query('zone', z.string().max(64).default('UTC'))]
export const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
export const key = [
  { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } },
]
export const requiredKey = key.map((one) => ({ ...one, required: true }))
