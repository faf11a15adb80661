import { roleSchema } from '@/lib/admin/schema'
import { setRole } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Makes somebody an admin, or no longer one; not the last. */
export const PUT = route({
  auth: 'admin',
  confirmed: true,
  body: roleSchema,
  run: async ({ user, id, body }) => (await setRole(await db(), user, id, body)) ?? undefined,
})
