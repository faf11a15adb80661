import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Db } from '@/db/open'
import { accounts, ledger, users } from '@/db/schema'
import {
  fitName,
  mailboxOwner,
  mailboxState,
  type Outsider,
  outsider,
  verifiedEmailOf,
} from '@/lib/auth/external'
import { env } from '@/lib/env'
import { testDatabase } from '@/tests/support/database'
import { person } from './people'

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
const come = (more: Partial<Outsider> = {}, signedInAs: string | null = null) =>
  outsider(db, who(more), { signedInAs, locale: 'zh' })

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
    expect(await db.select().from(accounts).where(eq(accounts.userId, squatted.id))).toEqual([])
    expect(await come({}, squatted.id)).toMatchObject({ id: squatted.id })
    expect(await come()).toMatchObject({ id: squatted.id })
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
