import { endSessions } from '@/lib/auth/sessions'
import { db } from '@/lib/database'
import { doneAndForgotten } from '@/lib/http/forget-cache'
import { route } from '@/lib/http/route'

/** Ends all of one's sessions, this one too. */
export const POST = route({
  auth: 'user',
  run: async ({ user }) => {
    await endSessions(await db(), user.id)
    return doneAndForgotten()
  },
})
