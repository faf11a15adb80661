import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { links } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { type PageAsked, pageOf, readKey, writeKey } from '@/lib/keyset'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { writeAudit } from './audit'
import type { Invitation, InvitationsPage } from './invitation-schema'
import { closedToAll } from './join'
import { type LinkRow, linkPath, makeLink, openLinks, revokeLinks } from './links'
import type { SessionUser } from './session'

const view = ({ row, works }: { row: LinkRow; works: boolean }): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  credits: toCredits(row.credits),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  path: linkPath(row),
  works,
})

/** A page of the open invitations, newest first. */
export async function listInvitations(
  db: Db,
  { cursor, limit }: PageAsked,
): Promise<InvitationsPage | Refusal> {
  const after = readKey(cursor)
  if (after instanceof Refusal) return after
  const found = await openLinks(db, 'invite', { after, limit: limit + 1 })
  const { shown, next } = pageOf(found, limit, ({ row }) => writeKey(row.expiresAt, row.id))
  return { invitations: shown.map(view), next }
}

/**
 * Makes an invitation; refused where sign-up is closed.
 * @param wish `email` normalised, or null for whoever holds the link; `credits` in thousandths
 */
export async function invite(
  db: Db,
  admin: SessionUser,
  wish: { email: string | null; role: LinkRow['role']; credits: number },
  reason: string,
): Promise<Invitation | Refusal> {
  return transact<Invitation>(db, async (tx) => {
    const closed = await closedToAll(tx)
    if (closed) return closed
    const { row } = await makeLink(tx, 'invite', { ...wish, createdBy: admin.id })
    // Without the address, which must be forgotten with its person: the link has it.
    const detail = { role: wish.role, credits: toCredits(wish.credits), reason }
    await writeAudit(tx, { actor: admin.id, action: 'invitation.made', subject: row.id, detail })
    return view({ row, works: true })
  })
}

/** Ends an open invitation. */
export async function revokeInvitation(
  db: Db,
  admin: SessionUser,
  id: string,
  reason: string,
): Promise<Refusal | null> {
  return transact<null>(db, async (tx) => {
    const [revoked] = await revokeLinks(tx, 'invite', eq(links.id, id))
    if (!revoked) return new Refusal('not_found')
    const { role, credits } = revoked
    const detail = { role, credits: toCredits(credits), reason }
    await writeAudit(tx, { actor: admin.id, action: 'invitation.revoked', subject: id, detail })
    return null
  })
}
