import { confirmSchema } from '@/lib/auth/account-schema'
import { confirmSession, hasPassword } from '@/lib/auth/confirm'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Whether one can prove by a password who one is. */
export const GET = route({
  auth: 'user',
  run: async ({ user }) => ({ hasPassword: await hasPassword(await db(), user.id) }),
})

/** The password again: this session may do sensitive things for 15 minutes. */
export const POST = route({
  auth: 'user',
  body: confirmSchema,
  run: async ({ user, body: { password }, request, address }) =>
    (await confirmSession(await db(), user, {
      password,
      cookieHeader: request.headers.get('cookie'),
      address,
    })) ?? undefined,
})
