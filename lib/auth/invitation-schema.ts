import { z } from 'zod'

/** An open invitation as admins see it. */
export const invitationViewSchema = z.object({
  id: z.string(),
  email: z.string().nullable(),
  role: z.enum(['user', 'admin']),
  /** Credits, besides the welcome credits. */
  credits: z.number(),
  createdAt: z.string(),
  expiresAt: z.string(),
  /** Null when it was made under another secret: it still works, but can no longer be shown. */
  path: z.string().nullable(),
  /** False: who made it is no active admin now, and so nobody can use it. */
  works: z.boolean(),
})
export type Invitation = z.infer<typeof invitationViewSchema>

export const invitationsSchema = z.object({
  invitations: z.array(invitationViewSchema),
  next: z.string().nullable(),
})
export type InvitationsPage = z.infer<typeof invitationsSchema>
