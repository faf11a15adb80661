import { z } from 'zod'
import { mailInvitation } from '@/lib/auth/invitation-mail'
import { invite, listInvitations } from '@/lib/auth/invitations'
import { emailField } from '@/lib/auth/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

const MOST_CREDITS = 1_000_000

const wish = z.strictObject({
  email: emailField.nullish(),
  role: z.enum(['user', 'admin']).default('user'),
  /** Credits, at most three decimals. */
  credits: z.number().min(0).max(MOST_CREDITS).multipleOf(0.001).default(0),
})

/** The open invitations. */
export const GET = route({
  auth: 'admin',
  run: async () => ({ invitations: await listInvitations(await db()) }),
})

/** A new invitation; mailed when it names an address and mail is configured. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: wish,
  run: async ({ user, body, locale }) => {
    const { role, email = null } = body
    const invitation = await invite(await db(), user, {
      role,
      email,
      credits: Math.round(body.credits * 1_000),
    })
    if (invitation instanceof Refusal) return invitation
    return Response.json({ invitation, mailed: await mailInvitation(invitation, locale) }, { status: 201 })
  },
})
