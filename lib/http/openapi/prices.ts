import 'server-only'
import { z } from 'zod'
import { effectSchema, newRuleSchema, rulesSchema } from '@/lib/admin/price-schema'
import { reasonSchema } from '@/lib/admin/schema'
import { answers, id, json, query, requiredKey } from './parts'

export const pricesPaths = {
  '/api/admin/prices': {
    get: {
      parameters: [query('cursor', z.string())],
      responses: answers(
        200,
        'For admins: price rules that count or will, and page by page those that did',
        rulesSchema,
      ),
    },
    post: {
      parameters: requiredKey,
      requestBody: { required: true, content: json(newRuleSchema) },
      responses: answers(
        201,
        'The rule counts from now or later on, for what is asked from then on',
        z.object({ id: z.number() }),
      ),
    },
  },
  '/api/admin/prices/effect': {
    get: {
      parameters: [
        query('model', z.string().max(100)),
        query('times', z.number().min(0.001).max(1_000)),
        query('credits', z.number().min(0.001).max(1_000_000)),
      ],
      responses: answers(
        200,
        'What the last 200 jobs cost, and would have cost under this rule',
        effectSchema,
      ),
    },
  },
  '/api/admin/prices/{id}/withdraw': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(204, 'Withdrawn before it counted'),
    },
  },
}
