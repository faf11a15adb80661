import 'server-only'
import { jobsQuery } from '@/lib/admin/jobs-query'
import { reasonSchema } from '@/lib/admin/schema'
import { answers, body, id, queryOf, requiredKey } from './parts'

export const adminJobsPaths = {
  '/api/admin/jobs': {
    get: {
      parameters: queryOf(jobsQuery),
      responses: answers(200, 'For admins: everybody’s jobs, newest first'),
    },
  },
  '/api/admin/jobs/{id}': {
    parameters: id,
    get: { responses: answers(200, 'A job with its attempts, files and money') },
  },
  '/api/admin/jobs/{id}/retry': {
    parameters: id,
    post: {
      parameters: requiredKey,
      requestBody: body(reasonSchema),
      responses: answers(201, 'A new job of the same person that asks the same, at today’s price'),
    },
  },
  '/api/admin/jobs/{id}/cancel': {
    parameters: id,
    post: { requestBody: body(reasonSchema), responses: answers(204, 'Canceled while it waited') },
  },
  '/api/admin/jobs/{id}/release': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(204, 'Given up as lost, where nobody knows whether KIE took it'),
    },
  },
}
