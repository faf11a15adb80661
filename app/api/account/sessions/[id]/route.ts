import { endOwnSession } from '@/lib/auth/sessions'
import { db } from '@/lib/database'
import { doneAndForgotten } from '@/lib/http/forget-cache'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Ends one of one's own sessions. */
export const DELETE = route({
  auth: 'user',
  run: async ({ user, params }) => {
    if (!(await endOwnSession(await db(), user.id, params.id ?? ''))) return new Refusal('not_found')
    return params.id === user.sessionId ? doneAndForgotten() : undefined
  },
})
