import { z } from 'zod'
import { acceptInvitation } from '@/lib/auth/join'
import { joined } from '@/lib/auth/joined'
import { personFields, tokenField } from '@/lib/auth/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** A new account by an invitation; `email` counts only where the invitation names none. */
export const POST = route({
  auth: 'none',
  limit: 'links',
  body: z.strictObject({ token: tokenField, ...personFields, email: personFields.email.nullish() }),
  run: async ({ body: { token, email, ...person }, locale, request }) =>
    joined(await acceptInvitation(await db(), token, { ...person, email: email ?? null, locale }), request),
})
