import { cancelJob } from '@/lib/admin/jobs-acts'
import { reasonSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'admin',
  body: reasonSchema,
  confirmed: true,
  run: async ({ user, id, body }) => {
    const refused = await cancelJob(await db(), user, id, body.reason)
    return refused ?? undefined
  },
})
