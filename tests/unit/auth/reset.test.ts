import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { passwords, users } from '@/db/schema'
import { changePassword, makeResetLink, resetPassword, resetSubject } from '@/lib/auth/reset'
import { sessionUser } from '@/lib/auth/session'
import { checkPassword } from '@/lib/auth/sign-in'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { asSession, PASSWORD, person, problemOf, signedIn } from './people'

let db: Db
let n = 0
beforeAll(async () => {
  db = (await testDatabase()).db
})
const someone = (more = {}) => person(db, `r${++n}@x.example`, more)
const opens = async (email: string, password: string) =>
  (await checkPassword(db, { email, password, cookieHeader: null, address: `192.0.2.${++n}` })).kind ===
  'right'
const token = (path: string) => path.split('/')[2] ?? ''

describe('a reset link', () => {
  test('sets one password when used twice at once, and ends all sessions', async () => {
    const user = await someone()
    const cookie = await signedIn(db, user.id)
    const path = await makeResetLink(db, user.id, null)
    const wishes = ['first new password', 'second new password']
    const outcomes = await Promise.all(wishes.map((wish) => resetPassword(db, token(path), wish)))
    const won = outcomes.findIndex((outcome) => !(outcome instanceof Refusal))
    expect(problemOf(outcomes[1 - won], 'token')).toBe('link_dead')
    expect(await opens(user.email, wishes[won] ?? '')).toBe(true)
    expect(await opens(user.email, PASSWORD)).toBe(false)
    expect(await sessionUser(cookie)).toBeNull()
  })

  test('ends the older one, and is nobody else’s', async () => {
    const user = await someone()
    const others = await makeResetLink(db, (await someone()).id, null)
    const [older, newer] = [await makeResetLink(db, user.id, null), await makeResetLink(db, user.id, null)]
    expect(problemOf(await resetPassword(db, token(older), 'a new password'), 'token')).toBe('link_dead')
    expect(problemOf(await resetPassword(db, 'rubbish', 'a new password'), 'token')).toBe('link_dead')
    expect(await resetPassword(db, token(newer), 'a new password')).toMatchObject({ id: user.id })
    expect(await resetSubject(db, token(others))).not.toBeNull()
  })

  test('of an admin ends with their being one', async () => {
    await someone({ role: 'admin' })
    const [admin, user] = [await someone({ role: 'admin' }), await someone()]
    const handed = await makeResetLink(db, user.id, admin.id)
    await db.update(users).set({ role: 'user' }).where(eq(users.id, admin.id))
    expect(await resetSubject(db, token(handed))).toBeNull()
    expect(problemOf(await resetPassword(db, token(handed), 'a new password'), 'token')).toBe('link_dead')
    expect(await opens(user.email, PASSWORD)).toBe(true)
  })

  test('proves the mailbox when it came by mail, and not when an admin handed it on', async () => {
    const admin = await someone({ role: 'admin' })
    for (const [createdBy, proven] of [
      [null, true],
      [admin.id, false],
    ] as const) {
      const [user, other] = [await someone({ emailVerified: false }), await someone({ emailVerified: false })]
      await resetPassword(db, token(await makeResetLink(db, user.id, createdBy)), 'a new password')
      const isProven = async ({ id }: { id: string }) =>
        (await db.select().from(users).where(eq(users.id, id)))[0]?.emailVerifiedAt !== null
      expect([await isProven(user), await isProven(other)]).toEqual([proven, false])
    }
  })
})

describe('changing the password', () => {
  test('wants the old one and ends the other sessions', async () => {
    const user = await someone()
    const me = await asSession(db, user)
    const other = await signedIn(db, user.id)
    const wrong = await changePassword(db, me, { current: 'guess', password: 'a new password' })
    expect(problemOf(wrong, 'current')).toBe('password_wrong')
    expect(
      problemOf(await changePassword(db, me, { current: null, password: 'a new password' }), 'current'),
    ).toBe('required')
    expect(await sessionUser(other)).not.toBeNull()
    expect(await changePassword(db, me, { current: PASSWORD, password: 'a new password' })).toBeNull()
    expect(await sessionUser(other)).toBeNull()
    expect(await opens(user.email, 'a new password')).toBe(true)
  })

  test('happens once of two at once', async () => {
    const me = await asSession(db, await someone())
    const wishes = ['first new password', 'second new password']
    const outcomes = await Promise.all(
      wishes.map((password) => changePassword(db, me, { current: PASSWORD, password })),
    )
    const codes = outcomes.map((outcome) => outcome?.code ?? 'done')
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    // Overtaken before its write, or so late that the old password is wrong already.
    expect(['conflict', 'invalid_input']).toContain(codes.find((code) => code !== 'done'))
  })

  test('sets a first one where there is none', async () => {
    const me = await asSession(db, await someone({ passwordHash: null }))
    expect(await changePassword(db, me, { current: null, password: 'a new password' })).toBeNull()
    expect(await db.select().from(passwords).where(eq(passwords.userId, me.id))).toHaveLength(1)
  })
})
