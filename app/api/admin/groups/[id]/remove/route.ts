import { removeGroup } from '@/lib/admin/groups'
import { reasonSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Removes a group; its people stay. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) => (await removeGroup(await db(), user, id, body.reason)) ?? undefined,
})
