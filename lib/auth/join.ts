import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { grant } from '@/lib/credits/grant'
import type { Locale } from '@/lib/locale'
import { invalid, Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { readSettings } from '@/lib/settings'
import { transact } from '@/lib/transact'
import { createAccount, type NewAccount, type UserRow } from './accounts'
import { writeAudit } from './audit'
import { findLink, noteUser, takeLink } from './links'
import { hashPassword, passwordProblem } from './passwords'

/** What somebody types to get an account; checked by `signUpSchema` and its neighbours. */
export type NewPerson = { email: string; name: string; password: string; locale: Locale | null }

export const linkDead = () => invalid({ token: { key: 'link_dead' } })
/** Why nobody can be invited now, nor come by an invitation from before; null: they can. */
export async function closedToAll(tx: Db): Promise<Refusal | null> {
  return (await readSettings(tx)).signUp === 'closed' ? new Refusal('sign_up_closed') : null
}
const emailTaken = () => invalid({ email: { key: 'email_taken' } })

/** Makes the first admin by the set-up link. The link works while there is no admin. */
export async function setUp(db: Db, token: string, person: NewPerson): Promise<UserRow | Refusal> {
  if (!(await findLink(db, 'setup', token))) return linkDead()
  const ready = await hashed(person)
  if (ready instanceof Refusal) return ready
  return transact(db, async (tx) => {
    const link = await takeLink(tx, 'setup', token)
    if (!link || (await hasAdmin(tx))) return linkDead()
    const user = await createAccount(tx, { ...ready, role: 'admin', emailVerified: false })
    if (!user) return emailTaken()
    await noteUser(tx, link, user.id)
    await writeAudit(tx, {
      actor: user.id,
      action: 'admin.first',
      subject: user.id,
      detail: { by: 'setup link' },
    })
    return user
  })
}

/**
 * Makes an account by an invitation. One that names an address is for that address alone, and the admin's word counts
 * as proof of it. Where sign-up is closed the link stays as it is, for when it is opened again.
 */
export async function acceptInvitation(
  db: Db,
  token: string,
  person: Omit<NewPerson, 'email'> & { email: string | null },
): Promise<UserRow | Refusal> {
  const found = await findLink(db, 'invite', token)
  if (!found) return linkDead()
  const email = found.email ?? person.email
  if (!email) return invalid({ email: { key: 'required' } })
  const ready = await hashed({ ...person, email })
  if (ready instanceof Refusal) return ready
  return transact(db, async (tx) => {
    const link = await takeLink(tx, 'invite', token)
    if (!link) return linkDead()
    const closed = await closedToAll(tx)
    if (closed) return closed
    const user = await createAccount(tx, { ...ready, role: link.role, emailVerified: link.email !== null })
    if (!user) return emailTaken()
    await noteUser(tx, link, user.id)
    await grant(tx, {
      userId: user.id,
      amount: link.credits,
      actor: link.createdBy ?? 'system',
      reason: 'invitation',
      key: `invitation:${link.id}`,
    })
    return user
  })
}

/** Makes an account for anybody, where `SIGN_UP` is open. */
export async function signUp(db: Db, person: NewPerson): Promise<UserRow | Refusal> {
  if ((await readSettings(db)).signUp !== 'open')
    return new Refusal('forbidden', { fields: { email: { key: 'not_allowed' } } })
  const ready = await hashed(person)
  if (ready instanceof Refusal) return ready
  return transact(db, async (tx) => {
    return (await createAccount(tx, { ...ready, role: 'user', emailVerified: false })) ?? emailTaken()
  })
}

export async function hasAdmin(db: Db): Promise<boolean> {
  const found = await rowsOf(db, sql`select from users where role = 'admin' and disabled_at is null limit 1`)
  return found.length > 0
}

async function hashed(
  person: NewPerson,
): Promise<Pick<NewAccount, 'email' | 'name' | 'locale' | 'passwordHash'> | Refusal> {
  const problem = passwordProblem(person.password, person.email)
  if (problem) return invalid({ password: problem })
  const { email, name, locale } = person
  return { email, name, locale, passwordHash: await hashPassword(person.password) }
}
