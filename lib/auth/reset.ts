import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { passwords, users } from '@/db/schema'
import type { Locale } from '@/lib/locale'
import { log } from '@/lib/log'
import { sendMail } from '@/lib/mail/send'
import { resetMail } from '@/lib/mail/texts'
import { invalid, Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { transact } from '@/lib/transact'
import { findUserByEmail, markVerified, type UserRow } from './accounts'
import { linkDead } from './join'
import { findLink, makeLink, noteUser, revokeLinks, takeLink } from './links'
import { fitsHash, hashPassword, passwordProblem, storePassword, withHashSlot } from './passwords'
import type { SessionUser } from './session'
import { endSessions } from './sessions'

/** Makes a link by which a person sets a new password; older ones end. `createdBy` null: it goes to the mailbox. */
export async function makeResetLink(tx: Db, userId: string, createdBy: string | null): Promise<string> {
  await revokeLinks(tx, 'reset', sql`user_id = ${userId}`)
  return (await makeLink(tx, 'reset', { userId, createdBy })).path
}

/** Whose password a link resets; null: the link is dead. */
export async function resetSubject(db: Db, token: string): Promise<{ email: string } | null> {
  const link = await findLink(db, 'reset', token)
  if (!link?.userId) return null
  const [user] = await db.select({ email: users.email }).from(users).where(eq(users.id, link.userId))
  return user ?? null
}

/** Sets a new password by a link. All sessions end; a link that came by mail proves the mailbox. */
export async function resetPassword(db: Db, token: string, password: string): Promise<UserRow | Refusal> {
  const subject = await resetSubject(db, token)
  if (!subject) return linkDead()
  const problem = passwordProblem(password, subject.email)
  if (problem) return invalid({ password: problem })
  const hashed = await hashPassword(password)
  return transact(db, async (tx) => {
    const link = await takeLink(tx, 'reset', token)
    if (!link?.userId) return linkDead()
    const [user] = await tx.select().from(users).where(eq(users.id, link.userId))
    if (!user || user.disabledAt) return linkDead()
    await storePassword(tx, user.id, hashed)
    await endSessions(tx, user.id)
    await noteUser(tx, link, user.id)
    if (link.createdBy === null) await markVerified(tx, user.id)
    return user
  })
}

/**
 * Mails a reset link, if there is such an account. Runs after the answer, so that neither its words nor its time tell
 * whether there is one.
 * @param email normalised
 */
export async function mailReset(db: Db, email: string, locale: Locale): Promise<void> {
  const user = await findUserByEmail(db, email)
  if (!user || user.disabledAt) return
  const path = await db.transaction((tx) => makeResetLink(tx, user.id, null))
  await sendMail(user.email, resetMail(user.locale ?? locale, path))
  log().info({ userId: user.id }, 'reset link mailed')
}

/** Changes one's own password; the other sessions end. Without a password so far there is none to ask for. */
export async function changePassword(
  db: Db,
  user: SessionUser,
  change: { current: string | null; password: string },
): Promise<Refusal | null> {
  const problem = passwordProblem(change.password, user.email)
  if (problem) return invalid({ password: problem })
  const [stored] = await db.select().from(passwords).where(eq(passwords.userId, user.id))
  if (stored && !(await withHashSlot(() => fitsHash(stored.hash, change.current ?? '')))) {
    return invalid({ current: { key: change.current ? 'password_wrong' : 'required' } })
  }
  const hashed = await hashPassword(change.password)
  return transact<null>(db, async (tx) => {
    const changed = await rowsOf(
      tx,
      stored
        ? sql`update passwords set hash = ${hashed}, changed_at = now()
            where user_id = ${user.id} and hash = ${stored.hash} returning user_id`
        : sql`insert into passwords (user_id, hash) values (${user.id}, ${hashed})
            on conflict do nothing returning user_id`,
    )
    if (changed.length === 0) return new Refusal('conflict')
    await endSessions(tx, user.id, user.sessionId)
    await revokeLinks(tx, 'reset', sql`user_id = ${user.id}`)
    return null
  })
}
