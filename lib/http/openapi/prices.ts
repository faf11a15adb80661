import 'server-only'
import { z } from 'zod'
import {
  effectQuerySchema,
  effectSchema,
  newRuleSchema,
  rulesQuerySchema,
  rulesSchema,
} from '@/lib/admin/price-schema'
import { reasonSchema } from '@/lib/admin/schema'
import { answers, body, id, queryOf, requiredKey } from './parts'

export const pricesPaths = {
  '/api/admin/prices': {
    get: {
      parameters: queryOf(rulesQuerySchema),
      responses: answers(
        200,
        'For admins: price rules that count or will, and page by page those that did',
        rulesSchema,
      ),
    },
    post: {
      parameters: requiredKey,
      requestBody: body(newRuleSchema),
      responses: answers(
        201,
        'The rule counts from now or later on, for what is asked from then on',
        z.object({ id: z.number() }),
      ),
    },
  },
  '/api/admin/prices/effect': {
    get: {
      parameters: queryOf(effectQuerySchema),
      responses: answers(
        200,
        'What the last 200 jobs cost, and would have cost under this rule: `times` or `credits`',
        effectSchema,
      ),
    },
  },
  '/api/admin/prices/{id}/withdraw': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(204, 'Withdrawn before it counted'),
    },
  },
}
