import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Db } from '@/db/open'
import { accounts, ledger, sessions, users } from '@/db/schema'
import type { UserRow } from '@/lib/auth/accounts'
import {
  fitName,
  mailboxOwner,
  mailboxState,
  type Outsider,
  outsider,
  verifiedEmailOf,
} from '@/lib/auth/external'
import { type SessionUser, sessionUser } from '@/lib/auth/session'
import { sessionAfter } from '@/lib/auth/sessions'
import { env } from '@/lib/env'
import { testDatabase } from '@/tests/support/database'
import { asSession, cookieOf, person } from './people'

let db: Db
let n = 0
beforeEach(async () => {
  db = (await testDatabase()).db
  n += 1
  env().signUp = 'invite'
})
const who = (more: Partial<Outsider> = {}): Outsider => ({
  provider: 'google',
  providerAccountId: `g${n}`,
  verifiedEmail: `o${n}@x.example`,
  name: 'Ola',
  ...more,
})
/** Who they are here, or why not. */
async function come(more: Partial<Outsider> = {}, here: SessionUser | null = null) {
  const found = await outsider(db, who(more), { here, locale: 'zh' })
  return typeof found === 'string' ? found : found.user
}
/** A session in which nobody said for so long who they are. */
async function sessionSince(user: UserRow, minutes: number): Promise<SessionUser> {
  const { sessionId } = await asSession(db, user)
  const confirmedAt = new Date(Date.now() - minutes * 60_000)
  await db.update(sessions).set({ confirmedAt }).where(eq(sessions.id, sessionId))
  const here = await sessionUser(await cookieOf(sessionId))
  if (!here) throw new Error('not signed in')
  return here
}
const accountsOf = (userId: string) => db.select().from(accounts).where(eq(accounts.userId, userId))

describe('somebody who comes by a provider', () => {
  test('is let in as the account with that proven address, and from then on by the link', async () => {
    const user = await person(db, `o${n}@x.example`)
    expect(await come()).toMatchObject({ id: user.id })
    expect(await come({ verifiedEmail: 'changed@x.example' })).toMatchObject({ id: user.id })
    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id))
    expect(await come()).toBe('no_account')
  })

  test('does not get into an account whose address nobody proved, unless signed in as it', async () => {
    const squatted = await person(db, `o${n}@x.example`, { emailVerified: false })
    expect(await come()).toBe('link_first')
    expect(await accountsOf(squatted.id)).toEqual([])
    expect(await come({}, await asSession(db, squatted))).toMatchObject({ id: squatted.id })
    expect(await come()).toMatchObject({ id: squatted.id })
  })

  test('is connected to the account that is signed in only where its person said who they are', async () => {
    const mine = await person(db, `mine${n}@x.example`)
    const stale = await sessionSince(mine, 16)
    expect(await come({}, stale)).toBe('confirm_first')
    expect(await come({ verifiedEmail: mine.email }, stale)).toBe('confirm_first')
    expect(await accountsOf(mine.id)).toEqual([])
    const sure = await sessionSince(mine, 14)
    const arrived = await outsider(db, who(), { here: sure, locale: 'zh' })
    expect(arrived).toMatchObject({ connected: true, user: { id: mine.id } })
    // Known from then on: who comes back with it signs in, also to prove who they are.
    const back = await outsider(db, who(), { here: stale, locale: 'zh' })
    expect(back).toMatchObject({ connected: false, user: { id: mine.id } })
    const other = await asSession(db, await person(db, `other${n}@x.example`))
    expect(await come({}, other)).toBe('linked_elsewhere')
  })

  test('goes on in the session that it was connected in, which is no surer than before', async () => {
    const mine = await person(db, `mine${n}@x.example`)
    const here = await sessionSince(mine, 14)
    const browser = { userId: mine.id, agent: 'Test', address: null }
    const of = { before: here.sessionId, connectedIn: here.sessionId }
    expect(await sessionAfter(db, browser, of)).toBe(here.sessionId)
    const rows = () => db.select().from(sessions).where(eq(sessions.userId, mine.id))
    expect(await rows()).toMatchObject([{ id: here.sessionId, confirmedAt: here.confirmedAt }])
    const fresh = await sessionAfter(db, browser, { before: here.sessionId, connectedIn: null })
    expect((await rows()).map(({ id }) => id)).toEqual([fresh])
    expect(fresh).not.toBe(here.sessionId)
  })

  test('gets a new account where sign-up is open, once when coming twice at once', async () => {
    expect(await come()).toBe('no_account')
    expect(await come({ verifiedEmail: null })).toBe('no_account')
    env().signUp = 'open'
    const both = await Promise.all([come(), come()])
    const made = await db
      .select()
      .from(users)
      .where(eq(users.email, `o${n}@x.example`))
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({ name: 'Ola', locale: 'zh', emailVerifiedAt: expect.any(Date) })
    expect(both.filter((found) => typeof found !== 'string').length).toBeGreaterThanOrEqual(1)
    expect(
      await db
        .select()
        .from(ledger)
        .where(eq(ledger.userId, made[0]?.id ?? '')),
    ).toHaveLength(1)
  })

  test('counts as proven only by the provider’s own word', () => {
    expect(verifiedEmailOf({ email: 'A@x.example', email_verified: true })).toBe('a@x.example')
    for (const profile of [
      undefined,
      {},
      { email: 'a@x.example' },
      { email: 'a@x.example', email_verified: 'true' },
    ]) {
      expect(verifiedEmailOf(profile)).toBeNull()
    }
    expect(verifiedEmailOf({ email: '"a@b"@x.example', email_verified: true })).toBeNull()
    expect(fitName(' A\u0000da ', null)).toBe('Ada')
    expect(fitName(null, 'ada@x.example')).toBe('ada')
  })
})

describe('a link to a mailbox', () => {
  test('opens proven accounts, makes new ones where sign-up is open, and nothing else', async () => {
    const known = await person(db, `o${n}@x.example`)
    await person(db, `unproven${n}@x.example`, { emailVerified: false })
    const state = async (email: string) => (await mailboxState(db, email)).kind
    expect(await mailboxOwner(db, known.email, 'en')).toMatchObject({ id: known.id })
    expect(await state(`unproven${n}@x.example`)).toBe('unproven')
    expect(await mailboxOwner(db, `unproven${n}@x.example`, 'en')).toBe('link_first')
    expect(await state(`nobody${n}@x.example`)).toBe('none')
    expect(await mailboxOwner(db, `nobody${n}@x.example`, 'en')).toBe('no_account')
    env().signUp = 'open'
    expect(await state(`nobody${n}@x.example`)).toBe('new')
    expect(await mailboxOwner(db, `nobody${n}@x.example`, 'en')).toMatchObject({
      email: `nobody${n}@x.example`,
    })
  })
})

vi.hoisted(() => {
  process.env.WELCOME_CREDITS = '1'
})
