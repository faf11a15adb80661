import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Db } from '@/db/open'
import { balances, users } from '@/db/schema'
import { sessionUser } from '@/lib/auth/session'
import { ensureFirstAdmin } from '@/lib/auth/setup'
import { checkPassword } from '@/lib/auth/sign-in'
import { testDatabase } from '@/tests/support/database'
import { PASSWORD, person, signedIn } from './people'

vi.hoisted(() => {
  process.env.ADMIN_EMAIL = 'Boss@X.example'
  process.env.ADMIN_PASSWORD = 'configured by the owner'
})

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
const tryIn = (password: string) =>
  checkPassword(db, { email: 'boss@x.example', password, cookieHeader: null, address: '::1' })

test('a stranger who signed up with the configured address keeps no way in', async () => {
  const squatter = await person(db, 'boss@x.example', { emailVerified: false })
  const other = await person(db, 'other@x.example', { emailVerified: false })
  const cookie = await signedIn(db, squatter.id)
  expect(await ensureFirstAdmin(db)).toEqual({ kind: 'promoted', email: 'boss@x.example' })
  expect(await sessionUser(cookie)).toBeNull()
  expect((await tryIn(PASSWORD)).kind).toBe('wrong')
  expect((await tryIn('configured by the owner')).kind).toBe('right')
  expect(await ensureFirstAdmin(db)).toEqual({ kind: 'there' })
  const admins = await db.select().from(users).where(eq(users.role, 'admin'))
  expect(admins.map(({ id }) => id)).toEqual([squatter.id])
  const [bystander] = await db.select().from(users).where(eq(users.id, other.id))
  expect(bystander).toMatchObject({ emailVerifiedAt: null })
})

test('without an account one is made, once by several starts, with welcome credits', async () => {
  // As before there was any: what the database refuses from then on.
  await db.execute(sql`alter table users disable trigger users_last_admin_change`)
  await db.update(users).set({ email: sql`id || '@gone.example'`, role: 'user' })
  await db.execute(sql`alter table users enable trigger users_last_admin_change`)
  const starts = await Promise.all([1, 2, 3].map(() => ensureFirstAdmin(db)))
  expect(starts.map((start) => start.kind).sort()).toEqual(['made', 'there', 'there'])
  const [admin] = await db.select().from(users).where(eq(users.role, 'admin'))
  expect(admin).toMatchObject({ email: 'boss@x.example', name: 'boss' })
  const [balance] = await db
    .select()
    .from(balances)
    .where(eq(balances.userId, admin?.id ?? ''))
  expect(balance?.available).toBe(20_000)
})
