import { db } from '@/lib/database'
import { readJson } from '@/lib/http/body'
import { route } from '@/lib/http/route'
import { retry } from '@/lib/jobs/retry'
import { idempotencyKeySchema, retrySchema } from '@/lib/jobs/schema'
import { submittedView } from '@/lib/jobs/submitted'
import { invalid, Refusal } from '@/lib/refusal'

export const POST = route({
  auth: 'user',
  limit: 'jobs',
  run: async ({ request, user, id, locale }) => {
    if (user.closingAt) return new Refusal('account_closing')
    const key = request.headers.get('idempotency-key')
    if (key !== null && !idempotencyKeySchema.safeParse(key).success) {
      return invalid({ 'Idempotency-Key': { key: 'wrong_form' } })
    }
    // Without a type there is no body: today's price, whatever it is.
    const body = request.headers.has('content-type') ? await readJson(request, retrySchema) : {}
    if (body instanceof Refusal) return body
    const handle = await db()
    const submitted = await retry(handle, user.id, id, key, body)
    if (submitted instanceof Refusal) return submitted
    return Response.json({ job: await submittedView(handle, submitted, locale) }, { status: 201 })
  },
})
