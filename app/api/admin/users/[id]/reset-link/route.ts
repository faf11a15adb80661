import { reasonSchema } from '@/lib/admin/schema'
import { giveResetLink } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** A link by which the person sets a new password, for the admin to hand on. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) => {
    const path = await giveResetLink(await db(), user, id, body.reason)
    return path instanceof Refusal ? path : Response.json({ path }, { status: 201 })
  },
})
