import { priceEffect } from '@/lib/admin/price-effect'
import { effectQuerySchema } from '@/lib/admin/price-schema'
import { ruleOf } from '@/lib/admin/prices'
import { findModel } from '@/lib/catalog/catalog'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { invalid } from '@/lib/refusal'

/** What the last jobs would have cost under a rule. */
export const GET = route({
  auth: 'admin',
  query: effectQuerySchema,
  run: async ({ query }) => {
    const { model } = query
    if (model !== undefined && !findModel(model)) return invalid({ model: { key: 'model_unknown' } })
    return priceEffect(await db(), model ?? null, ruleOf(query))
  },
})
