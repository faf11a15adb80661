import 'server-only'
import { z } from 'zod'
import { invitationSchema } from '@/lib/admin/invitation-schema'
import { reasonSchema } from '@/lib/admin/schema'
import { invitationsSchema, invitationViewSchema } from '@/lib/auth/invitation-schema'
import { answers, id, json, page } from './parts'

export const invitationsPaths = {
  '/api/admin/invitations': {
    get: {
      parameters: page,
      responses: answers(200, 'For admins: the open invitations, newest first', invitationsSchema),
    },
    post: {
      requestBody: { required: true, content: json(invitationSchema) },
      responses: answers(
        201,
        'The invitation, mailed where it names an address and mail is configured',
        z.object({ invitation: invitationViewSchema, mailed: z.boolean() }),
      ),
    },
  },
  '/api/admin/invitations/{id}/revoke': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(204, 'Nobody can use it any more'),
    },
  },
  '/api/admin/users/{id}/reset-link': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(
        201,
        'The page where the person sets a new password, once, within an hour',
        z.object({ path: z.string() }),
      ),
    },
  },
}
