import { z } from 'zod'
import { changeProfile } from '@/lib/auth/profile'
import { nameField } from '@/lib/auth/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { locales } from '@/lib/locale'

/** One's own name and language. */
export const PATCH = route({
  auth: 'user',
  body: z.strictObject({ name: nameField.optional(), locale: z.enum(locales).optional() }),
  run: async ({ user, body }) => changeProfile(await db(), user.id, body),
})
