import { reasonSchema } from '@/lib/admin/schema'
import { signOutEverywhere } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Ends every session of a person. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) =>
    (await signOutEverywhere(await db(), user, id, body.reason)) ?? undefined,
})
