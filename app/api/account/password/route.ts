import { z } from 'zod'
import { changePassword } from '@/lib/auth/reset'
import { newPasswordField, passwordField } from '@/lib/auth/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** One's own password; the other sessions end. */
export const POST = route({
  auth: 'user',
  limit: 'password',
  body: z.strictObject({ current: passwordField.nullish(), password: newPasswordField }),
  run: async ({ user, body }) =>
    (await changePassword(await db(), user, { current: body.current ?? null, password: body.password })) ??
    undefined,
})
