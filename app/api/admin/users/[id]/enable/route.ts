import { reasonSchema } from '@/lib/admin/schema'
import { enableUser } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Restores a suspended account. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) => (await enableUser(await db(), user, id, body.reason)) ?? undefined,
})
