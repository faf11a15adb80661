import { cancelBatch } from '@/lib/admin/codes'
import { reasonSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Ends a batch. */
export const POST = route({
  auth: 'admin',
  body: reasonSchema,
  confirmed: true,
  run: async ({ user, id, body }) => cancelBatch(await db(), user, id, body.reason),
})
