import { resetSchema } from '@/lib/auth/account-schema'
import { joined } from '@/lib/auth/joined'
import { resetPassword } from '@/lib/auth/reset'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** A new password by a reset link. */
export const POST = route({
  auth: 'none',
  limit: 'links',
  body: resetSchema,
  run: async ({ body, request }) =>
    joined(await resetPassword(await db(), body.token, body.password), request, 200),
})
