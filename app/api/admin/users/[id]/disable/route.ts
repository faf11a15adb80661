import { reasonSchema } from '@/lib/admin/schema'
import { disableUser } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Suspends an account; its sessions end at once. Not oneself, not the last admin. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) => (await disableUser(await db(), user, id, body.reason)) ?? undefined,
})
