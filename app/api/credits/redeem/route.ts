import { redeem } from '@/lib/credits/codes'
import { redeemSchema } from '@/lib/credits/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

export const POST = route({
  auth: 'user',
  body: redeemSchema,
  run: async ({ user, address, body }) => redeem(await db(), { userId: user.id, address }, body.code),
})
