import { setPeopleLimits } from '@/lib/admin/limits'
import { peopleLimitsSchema } from '@/lib/admin/limits-schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Puts people into a group, or gives them limits of their own. */
export const PUT = route({
  auth: 'admin',
  confirmed: true,
  body: peopleLimitsSchema,
  run: async ({ user, body }) => (await setPeopleLimits(await db(), user, body)) ?? undefined,
})
