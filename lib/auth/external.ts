import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { accounts, passwords, users } from '@/db/schema'
import type { Locale } from '@/lib/locale'
import { readSettings } from '@/lib/settings'
import { createAccount, findUserByEmail, markVerified, type UserRow } from './accounts'
import { isConfirmed } from './confirm'
import { normalizeEmail } from './schema'
import type { SessionUser } from './session'

// Who somebody is whom GitHub, Google or a mailbox vouches for. Vouched-for addresses open accounts whose address was
// proven before, and no others: else who signs up with a stranger's address would share the stranger's account later.

/**
 * Why not: there is no account and none may be made, or the account's own password must come first. Of somebody who is
 * signed in and would connect the provider: they must say first who they are, or it belongs to somebody else here.
 */
export const notHere = ['confirm_first', 'linked_elsewhere'] as const
export type NotIn = 'no_account' | 'link_first' | (typeof notHere)[number]
/** `connected`: the provider was connected just now to the account that is signed in here. */
export type Arrival = { user: UserRow; connected: boolean }
type Browser = { here: SessionUser | null; locale: Locale }

export type Outsider = {
  provider: string
  providerAccountId: string
  /** Normalised, and the provider says that it checked it; null: it has none such. */
  verifiedEmail: string | null
  name: string
}

/**
 * The account of somebody who comes by a provider; linked or made where that is safe. To connect it to the account that
 * is signed in is to let somebody in for good, so it is as sensitive as a new password.
 */
export async function outsider(db: Db, who: Outsider, browser: Browser): Promise<Arrival | NotIn> {
  const { here } = browser
  const linked = await linkedUser(db, who.provider, who.providerAccountId)
  if (linked && here && linked.id !== here.id) return 'linked_elsewhere'
  if (linked) return linked.disabledAt ? 'no_account' : { user: linked, connected: false }
  if (here && !isConfirmed(here)) return 'confirm_first'
  return db.transaction(async (tx) => {
    const user = await userToLink(tx, who, browser)
    if (typeof user === 'string') return user
    const { provider, providerAccountId } = who
    await tx.insert(accounts).values({ provider, providerAccountId, userId: user.id }).onConflictDoNothing()
    return { user, connected: user.id === here?.id }
  })
}

/** The account that a provider's account belongs to. */
export async function linkedUser(
  db: Db,
  provider: string,
  providerAccountId: string,
): Promise<UserRow | null> {
  const [found] = await db
    .select({ user: users })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)))
  return found?.user ?? null
}

async function userToLink(tx: Db, who: Outsider, browser: Browser): Promise<UserRow | NotIn> {
  const email = who.verifiedEmail
  if (browser.here) {
    const [self] = await tx.select().from(users).where(eq(users.id, browser.here.id))
    if (self?.email === email) await markVerified(tx, browser.here.id)
    if (self) return self
  }
  if (!email) return 'no_account'
  const known = await findUserByEmail(tx, email)
  if (known) return known.disabledAt ? 'no_account' : known.emailVerifiedAt ? known : 'link_first'
  return joinVerified(tx, email, who.name, browser.locale)
}

/** The account of somebody who proved to hold a mailbox; made where sign-up is open. */
export async function mailboxOwner(db: Db, email: string, locale: Locale): Promise<UserRow | NotIn> {
  const state = await mailboxState(db, email)
  if (state.kind === 'known') return state.user
  if (state.kind === 'new') return db.transaction((tx) => joinVerified(tx, email, nameOf(email), locale))
  return state.kind === 'unproven' ? 'link_first' : 'no_account'
}

export type MailboxState =
  | { kind: 'known'; user: UserRow }
  | { kind: 'new' }
  /** The address was typed at sign-up and never proven: only its password, or a reset by mail, opens the account. */
  | { kind: 'unproven' }
  | { kind: 'none' }

/** What a link to this mailbox may do. */
export async function mailboxState(db: Db, email: string): Promise<MailboxState> {
  const user = await findUserByEmail(db, email)
  if (!user) return { kind: (await readSettings(db)).signUp === 'open' ? 'new' : 'none' }
  if (user.disabledAt) return { kind: 'none' }
  if (user.emailVerifiedAt) return { kind: 'known', user }
  const [password] = await db
    .select({ of: passwords.userId })
    .from(passwords)
    .where(eq(passwords.userId, user.id))
  return password ? { kind: 'unproven' } : { kind: 'known', user }
}

async function joinVerified(tx: Db, email: string, name: string, locale: Locale): Promise<UserRow | NotIn> {
  if ((await readSettings(tx)).signUp !== 'open') return 'no_account'
  const account = { email, name, role: 'user' as const, locale, passwordHash: null, emailVerified: true }
  return (await createAccount(tx, account)) ?? 'link_first'
}

const NAME_LENGTH = 80

/** A name that a provider gave, made fit; else what stands before the `@`. */
export function fitName(given: unknown, email: string | null): string {
  const text = typeof given === 'string' ? given.replace(/\p{C}/gu, '').trim().slice(0, NAME_LENGTH) : ''
  return text || (email ? nameOf(email) : '?')
}

const nameOf = (email: string) => email.split('@')[0] ?? email

/** The address of a provider's profile, where the provider says that it checked it. */
export function verifiedEmailOf(profile: Record<string, unknown> | undefined): string | null {
  if (profile?.email_verified !== true || typeof profile.email !== 'string') return null
  return normalizeEmail(profile.email)
}
