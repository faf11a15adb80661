import { emailSchema } from '@/lib/auth/account-schema'
import { changeEmail } from '@/lib/auth/profile'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** One's own address, by which one signs in. */
export const PUT = route({
  auth: 'user',
  confirmed: true,
  limit: 'links',
  body: emailSchema,
  run: async ({ user, body }) => (await changeEmail(await db(), user.id, body.email)) ?? undefined,
})
