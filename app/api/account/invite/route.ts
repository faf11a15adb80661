import { acceptSchema } from '@/lib/auth/account-schema'
import { acceptInvitation } from '@/lib/auth/join'
import { joined } from '@/lib/auth/joined'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** A new account by an invitation; `email` counts only where the invitation names none. */
export const POST = route({
  auth: 'none',
  limit: 'links',
  body: acceptSchema,
  run: async ({ body: { token, email, ...person }, locale, request }) =>
    joined(await acceptInvitation(await db(), token, { ...person, email: email ?? null, locale }), request),
})
