import 'server-only'
import { z } from 'zod'
import { reasonSchema } from '@/lib/admin/schema'
import { jobStatuses } from '@/lib/jobs/status'
import { answers, id, json, query, requiredKey } from './parts'

const reason = { required: true, content: json(reasonSchema) }

export const adminJobsPaths = {
  '/api/admin/jobs': {
    get: {
      parameters: [
        query('state', z.enum([...jobStatuses, 'uncertain'])),
        query('person', z.string().max(64)),
        query('model', z.string().max(100)),
        query('from', z.iso.datetime({ offset: true })),
        query('to', z.iso.datetime({ offset: true })),
        query('task', z.string().max(200)),
        query('cursor', z.string().max(100)),
        query('limit', z.number().int().min(1).max(100)),
      ],
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
      requestBody: reason,
      responses: answers(201, 'A new job of the same person that asks the same, at today’s price'),
    },
  },
  '/api/admin/jobs/{id}/cancel': {
    parameters: id,
    post: { requestBody: reason, responses: answers(204, 'Canceled while it waited') },
  },
  '/api/admin/jobs/{id}/release': {
    parameters: id,
    post: {
      requestBody: reason,
      responses: answers(204, 'Given up as lost, where nobody knows whether KIE took it'),
    },
  },
}
