import { profileSchema } from '@/lib/auth/account-schema'
import { changeProfile } from '@/lib/auth/profile'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** One's own name and language. */
export const PATCH = route({
  auth: 'user',
  body: profileSchema,
  run: async ({ user, body }) => changeProfile(await db(), user.id, body),
})
