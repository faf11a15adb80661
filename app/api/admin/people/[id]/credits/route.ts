import { movePersonsCredits } from '@/lib/admin/credits'
import { creditsMoveSchema } from '@/lib/credits/schema'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Grants a person credits, or takes some. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: creditsMoveSchema,
  run: async ({ request, user, id, body }) => {
    const key = requiredKey(request)
    if (key instanceof Refusal) return key
    const moved = await movePersonsCredits(await db(), user, id, body, key)
    return moved instanceof Refusal ? moved : Response.json(moved, { status: 201 })
  },
})
