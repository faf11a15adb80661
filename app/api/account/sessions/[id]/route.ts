import { endOwnSession } from '@/lib/auth/sessions'
import { db } from '@/lib/database'
import { doneAndForgotten } from '@/lib/http/forget-cache'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Ends one of one's own sessions. */
export const DELETE = route({
  auth: 'user',
  run: async ({ user, id }) => {
    if (!(await endOwnSession(await db(), user.id, id))) return new Refusal('not_found')
    return id === user.sessionId ? doneAndForgotten() : undefined
  },
})
