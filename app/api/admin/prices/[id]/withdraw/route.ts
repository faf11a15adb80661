import { withdrawPriceRule } from '@/lib/admin/prices'
import { reasonSchema } from '@/lib/admin/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Takes back a price rule that has not begun to count. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: reasonSchema,
  run: async ({ user, id, body }) => {
    if (!/^[1-9]\d{0,14}$/.test(id)) return new Refusal('not_found')
    return (await withdrawPriceRule(await db(), user, Number(id), body.reason)) ?? undefined
  },
})
