import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { changeNotices, readNotices } from '@/lib/notices/preferences'
import { noticesChangeSchema } from '@/lib/notices/schema'

/** How one hears that jobs have ended. */
export const GET = route({ auth: 'user', run: async ({ user }) => readNotices(await db(), user.id) })

/** Changes what is given of it. */
export const PATCH = route({
  auth: 'user',
  body: noticesChangeSchema,
  run: async ({ user, body }) => changeNotices(await db(), user.id, body),
})
