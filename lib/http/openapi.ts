import 'server-only'
import { z } from 'zod'
import { changeSchema, decisionSchema } from '@/lib/admin/schema'
import { personSchema } from '@/lib/auth/schema'
import { monthSchema, movementFilters, movementsSchema, spendingSchema } from '@/lib/credits/movement-view'
import { creditsMoveSchema, grantsSchema, movedSchema } from '@/lib/credits/schema'
import { fileSchema } from '@/lib/files/schema'
import { creditsSchema, jobSchema, receiptLineSchema, submitSchema } from '@/lib/jobs/schema'
import { jobStatuses } from '@/lib/jobs/status'
import { newPresetSchema, presetChangeSchema, presetSchema } from '@/lib/models/schema'
import { refusalStatus } from '@/lib/refusal'

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(refusalStatus) as [keyof typeof refusalStatus]),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
  }),
})

const json = (schema: z.ZodType) => ({
  'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) },
})
const answers = (status: number, description: string, schema?: z.ZodType) => ({
  [status]: schema ? { description, content: json(schema) } : { description },
  default: {
    description: 'A refusal: the code, a sentence in your language, and each bad field',
    content: json(errorSchema),
  },
})
const bytes = (description: string) => ({
  responses: { ...answers(200, description), 206: { description: 'A range of it' } },
})
const query = (name: string, schema: z.ZodType) => ({
  name,
  in: 'query',
  required: false,
  schema: z.toJSONSchema(schema),
})
const inMonth = [query('month', monthSchema), query('zone', z.string().max(64).default('UTC'))]
const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
const key = [
  { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } },
]
const requiredKey = key.map((one) => ({ ...one, required: true }))
const oneJob = z.object({ job: jobSchema })
const onePreset = z.object({ preset: presetSchema })
const jobWithReceipt = oneJob.extend({
  receipt: z.array(receiptLineSchema),
  /** How long the upstream says it worked. */
  kieMs: z.number().nullable(),
})

/** The HTTP interface as OpenAPI 3.1, made from the very schemas that the routes check with. */
export function openApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Loupe',
      version: '1',
      description: 'Signed in by session cookie. Credits are decimals with three places.',
    },
    paths: {
      '/api/uploads': {
        post: {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  required: ['file'],
                  properties: { file: { type: 'string', format: 'binary' } },
                },
              },
            },
          },
          responses: answers(201, 'The stored file', z.object({ file: fileSchema })),
        },
      },
      '/api/jobs': {
        get: {
          parameters: [
            query('cursor', z.string()),
            query('limit', z.number().int().min(1).max(100)),
            query('status', z.enum(jobStatuses)),
          ],
          responses: answers(
            200,
            'Newest first',
            z.object({ jobs: z.array(jobSchema), next: z.string().nullable() }),
          ),
        },
        post: {
          parameters: key,
          requestBody: { required: true, content: json(submitSchema) },
          responses: answers(201, 'The job, its price held', oneJob),
        },
      },
      '/api/jobs/{id}': {
        parameters: id,
        get: { responses: answers(200, 'The job and its receipt', jobWithReceipt) },
        delete: { responses: answers(200, 'Canceled while it waited', jobWithReceipt) },
      },
      '/api/jobs/{id}/retry': {
        parameters: id,
        post: { parameters: key, responses: answers(201, 'A new job', oneJob) },
      },
      '/api/jobs/events': {
        get: { responses: answers(200, 'Server-sent events: snapshot, job, credits, ping, end') },
      },
      '/api/files/{id}': { parameters: id, get: bytes('The file') },
      '/api/files/{id}/preview': { parameters: id, get: bytes('At most 1600 pixels a side') },
      '/api/files/{id}/thumb': { parameters: id, get: bytes('At most 400 pixels a side') },
      '/api/files/{id}/peaks': { parameters: id, get: bytes("A sound's waveform: numbers from 0 to 1") },
      '/api/files/{id}/derived': {
        parameters: id,
        put: { responses: answers(204, 'A poster or a waveform, kept if it is the first') },
      },
      '/api/credits': {
        get: { responses: answers(200, 'What may be spent and what is held', creditsSchema) },
      },
      '/api/credits/movements': {
        get: {
          parameters: [
            ...inMonth,
            query('kind', z.enum(movementFilters)),
            query('cursor', z.string().regex(/^\d{1,15}$/)),
            query('limit', z.number().int().min(1).max(100)),
          ],
          responses: answers(200, 'Your movements, newest first', movementsSchema),
        },
      },
      '/api/credits/movements.csv': {
        get: {
          parameters: inMonth,
          responses: answers(200, 'The same as CSV with a BOM, of a month or of all time'),
        },
      },
      '/api/credits/spending': {
        get: {
          parameters: inMonth.map((one) => ({ ...one, required: one.name === 'month' })),
          responses: answers(200, 'What was paid in a month, by day and by model', spendingSchema),
        },
      },
      '/api/favourites': {
        get: {
          responses: answers(
            200,
            'Ids of your favourite models, the newest first',
            z.object({ favourites: z.array(z.string()) }),
          ),
        },
      },
      '/api/favourites/{id}': {
        parameters: id,
        put: { responses: answers(204, 'It is one of your favourites') },
        delete: { responses: answers(204, 'It is none of your favourites') },
      },
      '/api/presets': {
        get: {
          responses: answers(
            200,
            'Settings that you keep, oldest first',
            z.object({ presets: z.array(presetSchema) }),
          ),
        },
        post: {
          requestBody: { required: true, content: json(newPresetSchema) },
          responses: answers(201, 'The settings, kept under their name', onePreset),
        },
      },
      '/api/presets/{id}': {
        parameters: id,
        patch: {
          requestBody: { required: true, content: json(presetChangeSchema) },
          responses: answers(200, 'With another name, other settings, or both', onePreset),
        },
        delete: { responses: answers(204, 'It is gone') },
      },
      '/api/admin/people': {
        get: {
          parameters: [
            query('q', z.string().max(300)),
            query('cursor', z.string()),
            query('limit', z.number().int().min(1).max(100)),
          ],
          responses: answers(
            200,
            'For admins: everybody, newest first, or who is found by words of name and address or by id',
            z.object({ people: z.array(personSchema), next: z.string().nullable() }),
          ),
        },
      },
      '/api/admin/people/{id}/credits': {
        parameters: id,
        post: {
          parameters: requiredKey,
          requestBody: { required: true, content: json(creditsMoveSchema) },
          responses: answers(
            201,
            'Granted, or taken where the amount is negative, once per key',
            movedSchema,
          ),
        },
      },
      '/api/admin/grants': {
        post: {
          parameters: requiredKey,
          requestBody: { required: true, content: json(grantsSchema) },
          responses: answers(
            201,
            'Granted to each of them, once per key',
            z.object({ people: z.array(movedSchema) }),
          ),
        },
      },
      '/api/admin/models': {
        get: { responses: answers(200, 'For admins: every model with its switch and price') },
      },
      '/api/admin/models/{id}': {
        parameters: id,
        put: {
          requestBody: { required: true, content: json(changeSchema) },
          responses: answers(200, 'The model, turned on or off, or with a price where none is known'),
        },
      },
      '/api/admin/models/check': {
        get: { responses: answers(200, 'The last comparison with the list of KIE, and how far it is') },
        post: { responses: answers(202, 'A comparison is under way') },
      },
      '/api/admin/models/findings': {
        get: { responses: answers(200, 'Differences that wait for a decision') },
      },
      '/api/admin/models/findings/{id}': {
        parameters: id,
        post: {
          requestBody: { required: true, content: json(decisionSchema) },
          responses: answers(204, 'Accepted or dismissed, once'),
        },
      },
      '/api/models': { get: { responses: answers(200, 'The models on offer, with prices and limits') } },
      '/api/health': { get: { responses: answers(200, 'Live, and ready while the database answers') } },
    },
  }
}
