import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { listQuery } from '@/lib/jobs/list-query'
import { listJobs } from '@/lib/jobs/queries'
import { idempotencyKeySchema, submitSchema } from '@/lib/jobs/schema'
import { submit } from '@/lib/jobs/submit'
import { submittedView } from '@/lib/jobs/submitted'
import { invalid, Refusal } from '@/lib/refusal'

/** Long only in media fields, which may hold base64; the others are limited by the catalogue. */
const MAX_BYTES = 15 * 1_048_576

export const GET = route({
  auth: 'user',
  query: listQuery,
  run: async ({ query, user, locale }) => listJobs(await db(), user.id, query, locale),
})

export const POST = route({
  auth: 'user',
  limit: 'jobs',
  body: submitSchema,
  maxBytes: MAX_BYTES,
  run: async ({ request, user, body, locale }) => {
    if (user.closingAt) return new Refusal('account_closing')
    const key = request.headers.get('idempotency-key')
    if (key !== null && !idempotencyKeySchema.safeParse(key).success) {
      return invalid({ 'Idempotency-Key': { key: 'wrong_form' } })
    }
    const handle = await db()
    const submitted = await submit(handle, user.id, body, key)
    if (submitted instanceof Refusal) return submitted
    return Response.json({ job: await submittedView(handle, submitted, locale) }, { status: 201 })
  },
})
