import { eq, notInArray } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, users } from '@/db/schema'
import { disableUser, enableUser, giveResetLink } from '@/lib/auth/people'
import { sessionUser } from '@/lib/auth/session'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { asSession, isDisabled, person, signedIn } from './people'

let db: Db
let n = 0
beforeAll(async () => {
  db = (await testDatabase()).db
})
const someone = (role: 'user' | 'admin') => person(db, `a${++n}@x.example`, { role, passwordHash: null })
const onlyAdmins = (...ids: string[]) =>
  db.update(users).set({ role: 'user' }).where(notInArray(users.id, ids))
const acts = async (subject: string) =>
  (await db.select().from(audit).where(eq(audit.subject, subject)).orderBy(audit.id)).map((row) => row.action)

describe('an admin', () => {
  test('suspends and restores people, each act written down with its reason', async () => {
    const [admin, user] = [await asSession(db, await someone('admin')), await someone('user')]
    const cookie = await signedIn(db, user.id)
    expect(await disableUser(db, admin, user.id, 'Because')).toBeNull()
    expect(await sessionUser(cookie)).toBeNull()
    expect((await disableUser(db, admin, user.id, 'Because'))?.code).toBe('conflict')
    expect((await disableUser(db, admin, 'nobody', 'Because'))?.code).toBe('not_found')
    expect((await giveResetLink(db, admin, user.id, 'Because')) instanceof Refusal).toBe(true)
    const other = await someone('user')
    expect(await disableUser(db, admin, other.id, 'Because')).toBeNull()
    expect(await enableUser(db, admin, user.id, 'Because')).toBeNull()
    expect((await enableUser(db, admin, user.id, 'Because'))?.code).toBe('conflict')
    expect([await isDisabled(db, user.id), await isDisabled(db, other.id)]).toEqual([false, true])
    expect(await giveResetLink(db, admin, user.id, 'Because')).toMatch(/^\/reset\/[\w-]{43}$/)
    expect(await acts(user.id)).toEqual(['user.disabled', 'user.enabled', 'user.reset_link'])
    const rows = await db.select().from(audit).where(eq(audit.subject, user.id)).orderBy(audit.id)
    expect(rows.map(({ reason }) => reason)).toEqual(['Because', 'Because', 'Because'])
  })

  test('suspends nobody once they are one no longer', async () => {
    const [former, user] = [await asSession(db, await someone('user')), await someone('user')]
    expect((await disableUser(db, former, user.id, 'Because'))?.code).toBe('conflict')
    expect(await isDisabled(db, user.id)).toBe(false)
  })

  test('is never the last one to be disabled, nor disables themselves', async () => {
    const [a, b] = [await asSession(db, await someone('admin')), await asSession(db, await someone('admin'))]
    await onlyAdmins(a.id, b.id)
    expect((await disableUser(db, a, a.id, 'Because'))?.code).toBe('conflict')
    expect(await disableUser(db, a, b.id, 'Because')).toBeNull()
    expect((await disableUser(db, b, a.id, 'Because'))?.code).toBe('conflict')
    expect(await isDisabled(db, a.id)).toBe(false)
  })

  test('is never the last one either when two disable each other at once', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [
        await asSession(db, await someone('admin')),
        await asSession(db, await someone('admin')),
      ]
      await onlyAdmins(a.id, b.id)
      await Promise.all([disableUser(db, a, b.id, 'Because'), disableUser(db, b, a.id, 'Because')])
      expect([await isDisabled(db, a.id), await isDisabled(db, b.id)].sort()).toEqual([false, true])
    }
  })
})
