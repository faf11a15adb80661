import { z } from 'zod'
import { emailField } from '@/lib/auth/schema'
import { MOST_CREDITS } from './bounds'
import { reason } from './schema'

/** An invitation as admins ask for it. */
export const invitationSchema = z.strictObject({
  /** Whom it is for; null: whoever holds the link. */
  email: emailField.nullish(),
  role: z.enum(['user', 'admin']).default('user'),
  /** Besides the welcome credits; at most three decimals. */
  credits: z.number().min(0).max(MOST_CREDITS).multipleOf(0.001).default(0),
  reason,
})
