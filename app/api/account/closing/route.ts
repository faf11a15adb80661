import { askClosing, keepAccount } from '@/lib/account/closing'
import { closingSchema } from '@/lib/account/schema'
import { db } from '@/lib/database'
import { doneAndForgotten } from '@/lib/http/forget-cache'
import { route } from '@/lib/http/route'

/** Has one's own account deleted in a week; `confirmation` is its address. */
export const POST = route({
  auth: 'user',
  confirmed: true,
  body: closingSchema,
  run: async ({ user, body: { confirmation, password = null }, request, address }) =>
    (await askClosing(
      await db(),
      user,
      { confirmation, password },
      { cookieHeader: request.headers.get('cookie'), address },
    )) ?? doneAndForgotten(),
})

/** Keeps it after all. */
export const DELETE = route({ auth: 'user', run: async ({ user }) => keepAccount(await db(), user.id) })
