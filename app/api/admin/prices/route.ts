import { priceRuleList } from '@/lib/admin/price-list'
import { newRuleSchema } from '@/lib/admin/price-schema'
import { setPriceRule } from '@/lib/admin/prices'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { invalid, Refusal } from '@/lib/refusal'

/** The price rules that count, will count and, page by page, did. */
export const GET = route({
  auth: 'admin',
  run: async ({ request }) => {
    const cursor = new URL(request.url).searchParams.get('cursor')
    if (cursor !== null && !/^[1-9]\d{0,14}$/.test(cursor)) return invalid({ cursor: { key: 'wrong_form' } })
    return priceRuleList(await db(), cursor === null ? null : Number(cursor))
  },
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
