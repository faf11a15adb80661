import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, users } from '@/db/schema'
import { setRole, signOutEverywhere } from '@/lib/auth/people'
import { sessionUser } from '@/lib/auth/session'
import type { UserId } from '@/lib/id'
import { testDatabase } from '@/tests/support/database'
import { person, signedIn } from './people'

let db: Db
let n = 0
let ann: { id: UserId }
let ben: { id: UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
})
const someone = async (role: 'user' | 'admin') => {
  const { id } = await person(db, `r${++n}@x.example`, { role, passwordHash: null })
  return { id: id as UserId }
}
/** Two admins and no other. */
beforeEach(async () => {
  ann = await someone('admin')
  ben = await someone('admin')
  await db.update(users).set({ role: 'user' }).where(sql`id not in (${ann.id}, ${ben.id}) and role = 'admin'`)
})
const active = async () =>
  (
    await db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, 'admin'), isNull(users.disabledAt)))
  ).length
const role = (admin: { id: UserId }, whom: { id: UserId }, to: 'user' | 'admin') =>
  setRole(db, admin, whom.id, { role: to, reason: 'because' })
const sentence = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => String(error.cause ?? error),
  )

describe('the last admin', () => {
  test('stays when two demote each other at once', async () => {
    for (let round = 0; round < 10; round++) {
      await db.update(users).set({ role: 'admin' }).where(sql`id in (${ann.id}, ${ben.id})`)
      const ends = await Promise.all([role(ann, ben, 'user'), role(ben, ann, 'user')])
      expect(ends.filter((end) => end === null)).toHaveLength(1)
      expect(await active()).toBe(1)
    }
  })

  test('cannot step down, be suspended or be deleted, by whatever statement', async () => {
    expect(await role(ann, ben, 'user')).toBeNull()
    expect((await role(ann, ann, 'user'))?.code).toBe('last_admin')
    const mine = eq(users.id, ann.id)
    expect(await sentence(db.update(users).set({ role: 'user' }).where(mine))).toContain('last admin')
    expect(await sentence(db.update(users).set({ disabledAt: new Date() }).where(mine))).toContain(
      'last admin',
    )
    expect(await sentence(db.delete(users).where(mine))).toContain('last admin')
    expect(await sentence(db.update(users).set({ role: 'user' }).where(ne(users.id, 'x')))).toContain(
      'last admin',
    )
    expect(await active()).toBe(1)
  })

  test('is not one who is about to leave either', async () => {
    const cleo = await someone('admin')
    await db.update(users).set({ closingAt: new Date() }).where(sql`id in (${ann.id}, ${ben.id})`)
    expect((await role(ann, cleo, 'user'))?.code).toBe('last_admin')
    expect(await role(cleo, ann, 'user')).toBeNull()
    await db.update(users).set({ closingAt: null }).where(eq(users.id, ben.id))
    expect(await role(ben, cleo, 'user')).toBeNull()
  })

  test('is not one who is suspended: two at once leave one who can sign in', async () => {
    const raw = (whom: { id: UserId }) =>
      sentence(db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, whom.id)))
    const ends = await Promise.all([raw(ann), raw(ben)])
    expect(ends.filter((end) => end === 'done')).toHaveLength(1)
    expect(await active()).toBe(1)
    await db.update(users).set({ disabledAt: null })
  })
})

describe('an admin', () => {
  test('makes somebody an admin and back, each written down', async () => {
    const cleo = await someone('user')
    expect(await role(ann, cleo, 'admin')).toBeNull()
    expect((await role(ann, cleo, 'admin'))?.code).toBe('conflict')
    expect(await role(cleo, cleo, 'user')).toBeNull()
    expect((await role(cleo, ann, 'user'))?.code).toBe('conflict')
    expect((await role(ann, { id: 'nobody' as UserId }, 'admin'))?.code).toBe('not_found')
    const rows = await db.select().from(audit).where(eq(audit.subject, cleo.id)).orderBy(audit.id)
    expect(rows.map(({ action, detail }) => [action, detail.before, detail.after])).toEqual([
      ['user.role', 'user', 'admin'],
      ['user.role', 'admin', 'user'],
    ])
  })

  test('makes nobody an admin once they are suspended', async () => {
    const cleo = await someone('user')
    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, ben.id))
    expect((await role(ben, cleo, 'admin'))?.code).toBe('conflict')
    expect(await active()).toBe(1)
  })

  test('signs somebody out everywhere', async () => {
    const cleo = await someone('user')
    const cookies = [await signedIn(db, cleo.id), await signedIn(db, cleo.id)]
    expect(await signOutEverywhere(db, ann, cleo.id, 'lost phone')).toBeNull()
    for (const cookie of cookies) expect(await sessionUser(cookie)).toBeNull()
    expect((await signOutEverywhere(db, ann, 'nobody', 'x'))?.code).toBe('not_found')
    expect(await db.select().from(audit).where(eq(audit.subject, cleo.id))).toMatchObject([
      { action: 'user.signed_out', reason: 'lost phone', detail: { sessions: 2 } },
    ])
  })
})
