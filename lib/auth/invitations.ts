import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { links } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { Refusal } from '@/lib/refusal'
import { writeAudit } from './audit'
import { closedToAll } from './join'
import { type LinkRow, linkPath, makeLink, openLinks, revokeLinks } from './links'
import type { SessionUser } from './session'
import { transact } from './transact'

/** An open invitation as admins see it. */
export type Invitation = {
  id: string
  email: string | null
  role: LinkRow['role']
  /** Credits, besides the welcome credits. */
  credits: number
  createdAt: string
  expiresAt: string
  /** Null when it was made under another secret: it still works, but can no longer be shown. */
  path: string | null
  /** False: who made it is no active admin now, and so nobody can use it. */
  works: boolean
}

const MOST_SHOWN = 200

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

export async function listInvitations(db: Db): Promise<Invitation[]> {
  return (await openLinks(db, 'invite', MOST_SHOWN)).map(view)
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
  return db.transaction(async (tx) => {
    const [revoked] = await revokeLinks(tx, 'invite', eq(links.id, id))
    if (!revoked) return new Refusal('not_found')
    const { email, role, credits } = revoked
    const detail = { email, role, credits: toCredits(credits), reason }
    await writeAudit(tx, { actor: admin.id, action: 'invitation.revoked', subject: id, detail })
    return null
  })
}
