import { endOwnSession } from '@/lib/auth/sessions'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Ends one of one's own sessions. */
export const DELETE = route({
  auth: 'user',
  run: async ({ user, params }) =>
    (await endOwnSession(await db(), user.id, params.id ?? '')) ? undefined : new Refusal('not_found'),
})
