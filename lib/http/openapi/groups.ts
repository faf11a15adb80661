import 'server-only'
import { z } from 'zod'
import { groupSchema, groupViewSchema } from '@/lib/admin/limits-schema'
import { reasonSchema } from '@/lib/admin/schema'
import { answers, body, id } from './parts'

const oneGroup = z.object({ group: groupViewSchema })

export const groupsPaths = {
  '/api/admin/groups': {
    get: {
      responses: answers(
        200,
        'For admins: groups of people who share limits',
        z.object({ groups: z.array(groupViewSchema) }),
      ),
    },
    post: {
      requestBody: body(groupSchema),
      responses: answers(201, 'The group', oneGroup),
    },
  },
  '/api/admin/groups/{id}': {
    parameters: id,
    put: {
      requestBody: body(groupSchema),
      responses: answers(200, 'The group as it is now', oneGroup),
    },
  },
  '/api/admin/groups/{id}/remove': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(204, 'Removed; its people stay'),
    },
  },
}
