import { priceRuleList } from '@/lib/admin/price-list'
import { newRuleSchema, rulesQuerySchema } from '@/lib/admin/price-schema'
import { setPriceRule } from '@/lib/admin/prices'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** The price rules that count, will count and, page by page, did. */
export const GET = route({
  auth: 'admin',
  query: rulesQuerySchema,
  run: async ({ query }) => priceRuleList(await db(), query.cursor ?? null),
})

/** Sets a price rule, from now or later on. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: newRuleSchema,
  run: async ({ request, user, body }) => {
    const key = requiredKey(request)
    if (key instanceof Refusal) return key
    const made = await setPriceRule(await db(), user, body, key)
    return made instanceof Refusal ? made : Response.json(made, { status: 201 })
  },
})
