import 'server-only'
import { z } from 'zod'
import { changeSchema, decisionSchema } from '@/lib/admin/schema'
import { personSchema } from '@/lib/auth/schema'
import { creditsMoveSchema, movedSchema } from '@/lib/credits/schema'
import { grantsPaths } from './grants'
import { invitationsPaths } from './invitations'
import { limitsPaths } from './limits'
import { answers, id, json, query, requiredKey } from './parts'
import { pricesPaths } from './prices'

export const adminPaths = {
  ...pricesPaths,
  ...limitsPaths,
  ...grantsPaths,
  ...invitationsPaths,
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
      responses: answers(201, 'Granted, or taken where the amount is negative, once per key', movedSchema),
    },
  },
  '/api/admin/models': {
    get: { responses: answers(200, 'For admins: every model with its switch and price') },
  },
  '/api/admin/models/{id}': {
    parameters: id,
    put: {
      requestBody: { required: true, content: json(changeSchema) },
      responses: answers(200, 'The model, turned on or off'),
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
}
