import { reasonSchema } from '@/lib/admin/schema'
import { revokeInvitation } from '@/lib/auth/invitations'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Ends an open invitation. */
export const POST = route({
  auth: 'admin',
  body: reasonSchema,
  run: async ({ user, id, body }) => (await revokeInvitation(await db(), user, id, body.reason)) ?? undefined,
})
