import { setupSchema } from '@/lib/auth/account-schema'
import { setUp } from '@/lib/auth/join'
import { joined } from '@/lib/auth/joined'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** The first admin, by the link that the start printed. */
export const POST = route({
  auth: 'none',
  limit: 'links',
  body: setupSchema,
  run: async ({ body: { token, ...person }, locale, request }) =>
    joined(await setUp(await db(), token, { ...person, locale }), request),
})
