import { exportCodes } from '@/lib/admin/codes'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Hands out a batch's codes, once. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  run: async ({ user, params }) => exportCodes(await db(), user, params.id ?? ''),
})
