import { signUpSchema } from '@/lib/auth/account-schema'
import { signUp } from '@/lib/auth/join'
import { joined } from '@/lib/auth/joined'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** A new account for anybody, where `SIGN_UP` is open. */
export const POST = route({
  auth: 'none',
  limit: 'sign-up',
  body: signUpSchema,
  run: async ({ body, locale, request }) => joined(await signUp(await db(), { ...body, locale }), request),
})
