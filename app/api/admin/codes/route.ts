import { makeBatch } from '@/lib/admin/codes'
import { listBatches } from '@/lib/admin/codes-list'
import { pageQuery } from '@/lib/admin/page-query'
import { codeBatchSchema } from '@/lib/credits/schema'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Batches of redemption codes, page by page. */
export const GET = route({
  auth: 'admin',
  query: pageQuery,
  run: async ({ query }) => listBatches(await db(), query),
})

/** Makes a batch. */
export const POST = route({
  auth: 'admin',
  body: codeBatchSchema,
  confirmed: true,
  run: async ({ request, user, body }) => {
    const key = requiredKey(request)
    if (key instanceof Refusal) return key
    const made = await makeBatch(await db(), user, body, key)
    return made instanceof Refusal ? made : Response.json(made, { status: 201 })
  },
})
