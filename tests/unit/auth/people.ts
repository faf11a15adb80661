import { eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { createAccount, type NewAccount, type UserRow } from '@/lib/auth/accounts'
import { sessionCookieName } from '@/lib/auth/cookie'
import { hashPassword } from '@/lib/auth/passwords'
import { type SessionUser, sessionUser } from '@/lib/auth/session'
import { openSession, SESSION_SECONDS } from '@/lib/auth/sessions'
import { Refusal } from '@/lib/refusal'
import { authSecret } from '@/lib/secret'

export const PASSWORD = 'correct horse battery'

/** A verified account with the password above. */
export async function person(db: Db, email: string, more: Partial<NewAccount> = {}): Promise<UserRow> {
  const passwordHash = await hashPassword(PASSWORD)
  const account = {
    email,
    name: 'Mira',
    role: 'user' as const,
    locale: null,
    passwordHash,
    emailVerified: true,
  }
  const user = await createAccount(db, { ...account, ...more })
  if (!user) throw new Error(`${email} is taken`)
  return user
}

/** The cookie header of a browser that signs in as this person. */
export async function signedIn(db: Db, userId: string): Promise<string> {
  const sid = await openSession(db, { userId, agent: 'Test', address: '127.0.0.1' })
  if (!sid) throw new Error('no session')
  return cookieOf(sid)
}

export async function cookieOf(
  sid: string,
  secret = authSecret(),
  maxAge = SESSION_SECONDS,
): Promise<string> {
  const name = sessionCookieName()
  return `${name}=${await encode({ token: { sid }, secret, salt: name, maxAge })}`
}

export async function asSession(db: Db, user: UserRow): Promise<SessionUser> {
  const session = await sessionUser(await signedIn(db, user.id))
  if (!session) throw new Error('not signed in')
  return session
}

export const isDisabled = async (db: Db, userId: string) => {
  const [row] = await db.select({ at: users.disabledAt }).from(users).where(eq(users.id, userId))
  return row?.at !== null
}

/** The problem that a refusal names for a field. */
export const problemOf = (outcome: unknown, field: string) =>
  outcome instanceof Refusal ? outcome.options.fields?.[field]?.key : undefined
