import { emailSchema } from '@/lib/auth/account-schema'
import { waysToSignIn } from '@/lib/auth/providers'
import { mailReset } from '@/lib/auth/reset'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { consume } from '@/lib/limit'
import { log } from '@/lib/log'
import { Refusal } from '@/lib/refusal'

/** Mails a reset link, if there is such an account: the answer is the same, and as fast, if there is none. */
export const POST = route({
  auth: 'none',
  limit: 'mail',
  body: emailSchema,
  run: async ({ body: { email }, locale, requestId }) => {
    if (!waysToSignIn().mail) return new Refusal('not_found')
    const allowed = await consume('mail', [`mail:${email}`])
    if (!allowed.ok) return new Refusal('rate_limited', { retryAfter: allowed.retryAfter })
    mailReset(await db(), email, locale).catch((error: unknown) =>
      log().error({ err: error, requestId }, 'reset mail not sent'),
    )
    return Response.json({ sent: true }, { status: 202 })
  },
})
