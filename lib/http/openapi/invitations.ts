import 'server-only'
import { z } from 'zod'
import { invitationSchema } from '@/lib/admin/invitation-schema'
import { pageQuery } from '@/lib/admin/page-query'
import { reasonSchema } from '@/lib/admin/schema'
import { invitationsSchema, invitationViewSchema } from '@/lib/auth/invitation-schema'
import { answers, body, id, queryOf } from './parts'

export const invitationsPaths = {
  '/api/admin/invitations': {
    get: {
      parameters: queryOf(pageQuery),
      responses: answers(200, 'For admins: the open invitations, newest first', invitationsSchema),
    },
    post: {
      requestBody: body(invitationSchema),
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
      requestBody: body(reasonSchema),
      responses: answers(204, 'Nobody can use it any more'),
    },
  },
}
