import 'server-only'
import { z } from 'zod'
import {
  grantedSchema,
  grantsCheckedSchema,
  grantsCheckSchema,
  grantsFileSchema,
} from '@/lib/admin/grants-schema'
import { grantsSchema, movedSchema } from '@/lib/credits/schema'
import { answers, body, requiredKey } from './parts'

export const grantsPaths = {
  '/api/admin/grants': {
    post: {
      parameters: requiredKey,
      requestBody: body(grantsSchema),
      responses: answers(
        201,
        'Granted to each of them or, with a negative amount, taken from each, once per key',
        z.object({ people: z.array(movedSchema) }),
      ),
    },
  },
  '/api/admin/grants/csv': {
    post: {
      parameters: requiredKey,
      requestBody: body(grantsFileSchema),
      responses: answers(
        201,
        'Granted to everybody in the file or, where negative, taken, once per key',
        grantedSchema,
      ),
    },
  },
  '/api/admin/grants/csv/check': {
    post: {
      requestBody: body(grantsCheckSchema),
      responses: answers(
        200,
        'What the file (person, credits, reason) would grant and take, and each bad line; nothing is moved',
        grantsCheckedSchema,
      ),
    },
  },
}
