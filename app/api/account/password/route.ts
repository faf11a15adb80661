import { newPasswordSchema } from '@/lib/auth/account-schema'
import { isConfirmed } from '@/lib/auth/confirm'
import { changePassword } from '@/lib/auth/reset'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** One's own password; the other sessions end. */
export const POST = route({
  auth: 'user',
  limit: 'password',
  body: newPasswordSchema,
  run: async ({ user, body: { current = null, password } }) => {
    // The first password has no older one to prove who sets it.
    if (current === null && !isConfirmed(user)) return new Refusal('confirm_password')
    return (await changePassword(await db(), user, { current, password })) ?? undefined
  },
})
