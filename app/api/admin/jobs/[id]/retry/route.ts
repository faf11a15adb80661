import { retryJob } from '@/lib/admin/jobs-acts'
import { reasonSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Runs a job again for its person. */
export const POST = route({
  auth: 'admin',
  body: reasonSchema,
  confirmed: true,
  run: async ({ request, user, id, body }) => {
    const key = requiredKey(request)
    if (key instanceof Refusal) return key
    const job = await retryJob(await db(), user, id, body.reason, key)
    return job instanceof Refusal ? job : Response.json({ job }, { status: 201 })
  },
})
