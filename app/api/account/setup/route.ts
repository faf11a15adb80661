import { z } from 'zod'
import { setUp } from '@/lib/auth/join'
import { joined } from '@/lib/auth/joined'
import { personFields, tokenField } from '@/lib/auth/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** The first admin, by the link that the start printed. */
export const POST = route({
  auth: 'none',
  limit: 'links',
  body: z.strictObject({ token: tokenField, ...personFields }),
  run: async ({ body: { token, ...person }, locale, request }) =>
    joined(await setUp(await db(), token, { ...person, locale }), request),
})
