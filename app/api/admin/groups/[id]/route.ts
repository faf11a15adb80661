import { saveGroup } from '@/lib/admin/groups'
import { groupSchema } from '@/lib/admin/limits-schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Renames a group or changes its limits. */
export const PUT = route({
  auth: 'admin',
  confirmed: true,
  body: groupSchema,
  run: async ({ user, id, body }) => saveGroup(await db(), user, id, body),
})
