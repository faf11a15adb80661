import { giveResetLink } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** A link by which the person sets a new password, for the admin to hand on. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  run: async ({ user, params }) => {
    const path = await giveResetLink(await db(), user, params.id ?? '')
    return path instanceof Refusal ? path : Response.json({ path }, { status: 201 })
  },
})
