import { grantToPeople } from '@/lib/admin/credits'
import { grantsSchema } from '@/lib/credits/schema'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Grants each of some people the same or takes it, from all of them or nobody. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: grantsSchema,
  run: async ({ request, user, body }) => {
    const key = requiredKey(request)
    if (key instanceof Refusal) return key
    const granted = await grantToPeople(await db(), user, body, key)
    return granted instanceof Refusal ? granted : Response.json(granted, { status: 201 })
  },
})
