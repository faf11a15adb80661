import { exportCodes } from '@/lib/admin/codes'
import { reasonSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Hands out a batch's codes, once. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) => exportCodes(await db(), user, id, body.reason),
})
