import { invitationSchema } from '@/lib/admin/invitation-schema'
import { pageQuery } from '@/lib/admin/page-query'
import { mailInvitation } from '@/lib/auth/invitation-mail'
import { invite, listInvitations } from '@/lib/auth/invitations'
import { toThousandths } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** The open invitations, page by page. */
export const GET = route({
  auth: 'admin',
  query: pageQuery,
  run: async ({ query }) => listInvitations(await db(), query),
})

/** A new invitation; mailed when it names an address and mail is configured. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: invitationSchema,
  run: async ({ user, body, locale }) => {
    const { role, email = null, reason } = body
    const wish = { role, email, credits: toThousandths(body.credits) }
    const invitation = await invite(await db(), user, wish, reason)
    if (invitation instanceof Refusal) return invitation
    return Response.json({ invitation, mailed: await mailInvitation(invitation, locale) }, { status: 201 })
  },
})
