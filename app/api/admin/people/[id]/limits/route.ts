import { personLimitsOf } from '@/lib/admin/limits'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** A person's group and limits, and how much of them is used. */
export const GET = route({
  auth: 'admin',
  run: async ({ id }) => personLimitsOf(await db(), id),
})
