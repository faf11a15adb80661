import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { links } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { Refusal } from '@/lib/refusal'
import { writeAudit } from './audit'
import { type LinkRow, linkPath, makeLink, openLinks, revokeLinks } from './links'
import type { SessionUser } from './session'

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
}

const MOST_SHOWN = 200

const view = (row: LinkRow): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  credits: toCredits(row.credits),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  path: linkPath(row),
})

export async function listInvitations(db: Db): Promise<Invitation[]> {
  return (await openLinks(db, 'invite', MOST_SHOWN)).map(view)
}

/** @param wish `email` normalised, or null for whoever holds the link; `credits` in thousandths */
export async function invite(
  db: Db,
  admin: SessionUser,
  wish: { email: string | null; role: LinkRow['role']; credits: number },
): Promise<Invitation> {
  return db.transaction(async (tx) => {
    const { row } = await makeLink(tx, 'invite', { ...wish, createdBy: admin.id })
    // Without the address, which must be forgotten with its person: the link has it.
    const detail = { role: wish.role, credits: toCredits(wish.credits) }
    await writeAudit(tx, { actor: admin.id, action: 'invitation.made', subject: row.id, detail })
    return view(row)
  })
}

/** Ends an open invitation. */
export async function revokeInvitation(db: Db, admin: SessionUser, id: string): Promise<Refusal | null> {
  return db.transaction(async (tx) => {
    if ((await revokeLinks(tx, 'invite', eq(links.id, id))) === 0) return new Refusal('not_found')
    await writeAudit(tx, { actor: admin.id, action: 'invitation.revoked', subject: id })
    return null
  })
}
