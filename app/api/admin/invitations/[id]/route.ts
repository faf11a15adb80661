import { revokeInvitation } from '@/lib/auth/invitations'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Ends an open invitation. */
export const DELETE = route({
  auth: 'admin',
  run: async ({ user, params }) => (await revokeInvitation(await db(), user, params.id ?? '')) ?? undefined,
})
