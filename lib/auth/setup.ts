import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { accounts, users } from '@/db/schema'
import { env } from '@/lib/env'
import { createAccount, findUserByEmail, markVerified } from './accounts'
import { writeAudit } from './audit'
import { hasAdmin } from './join'
import { makeLink, revokeLinks } from './links'
import { hashPassword, storePassword } from './passwords'
import { normalizeEmail } from './schema'
import { endSessions } from './sessions'

/** Any constant: several processes may start at once. */
const SETUP_LOCK = 0x73657475

export type FirstAdmin =
  | { kind: 'there' }
  /** Made, or promoted from an account with that address, whose password is then the configured one. */
  | { kind: 'made' | 'promoted'; email: string }
  /** The page where the first admin makes the account; works once, for a day, until the next start. */
  | { kind: 'link'; path: string }

/** Run at every start: sees to it that there is an admin, or a way to become one that only the starter learns. */
export async function ensureFirstAdmin(db: Db): Promise<FirstAdmin> {
  const { admin } = env()
  const passwordHash = admin && !(await hasAdmin(db)) ? await hashPassword(admin.password) : null
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`)
    await revokeLinks(tx, 'setup')
    if (await hasAdmin(tx)) return { kind: 'there' }
    if (!admin || !passwordHash) return { kind: 'link', path: (await makeLink(tx, 'setup')).path }
    return appoint(tx, admin.email, passwordHash)
  })
}

async function appoint(tx: Db, configured: string, passwordHash: string): Promise<FirstAdmin> {
  const email = normalizeEmail(configured)
  if (!email) throw new Error('ADMIN_EMAIL is not an address that Loupe accepts')
  const name = email.split('@')[0] ?? email
  const made = await createAccount(tx, {
    email,
    name,
    role: 'admin',
    locale: null,
    passwordHash,
    emailVerified: true,
  })
  const user = made ?? (await findUserByEmail(tx, email))
  if (!user) throw new Error('the configured admin was neither made nor found')
  if (!made) await promote(tx, user.id, passwordHash)
  await writeAudit(tx, {
    actor: 'system',
    action: 'admin.first',
    subject: user.id,
    detail: { by: 'ADMIN_EMAIL', promoted: !made },
  })
  return { kind: made ? 'made' : 'promoted', email }
}

/**
 * Anybody may have signed up with this address before it was configured. So the configured password replaces theirs,
 * and every other way into the account ends.
 */
async function promote(tx: Db, userId: string, passwordHash: string) {
  await tx.update(users).set({ role: 'admin', disabledAt: null }).where(eq(users.id, userId))
  await markVerified(tx, userId)
  await storePassword(tx, userId, passwordHash)
  await endSessions(tx, userId)
  await tx.delete(accounts).where(eq(accounts.userId, userId))
  await revokeLinks(tx, 'reset', sql`user_id = ${userId}`)
}
