import 'server-only'
import { changeSchema, decisionSchema } from '@/lib/admin/schema'
import { answers, body, id, modelId } from './parts'

export const adminModelsPaths = {
  '/api/admin/models': {
    get: { responses: answers(200, 'For admins: every model with its switch and price') },
  },
  '/api/admin/models/{id}': {
    parameters: modelId,
    put: {
      requestBody: body(changeSchema),
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
      requestBody: body(decisionSchema),
      responses: answers(204, 'Accepted or dismissed, once'),
    },
  },
}
