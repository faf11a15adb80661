import { z } from 'zod'
import { emailField } from '@/lib/auth/schema'
import { creditAmount } from '@/lib/credits/amount-schema'
import { MOST_CREDITS } from './bounds'
import { reason } from './schema'

/** An invitation as admins ask for it. */
export const invitationSchema = z.strictObject({
  /** Whom it is for; null: whoever holds the link. */
  email: emailField.nullish(),
  role: z.enum(['user', 'admin']).default('user'),
  /** Besides the welcome credits. */
  credits: creditAmount(MOST_CREDITS, 0).default(0),
  reason,
})
