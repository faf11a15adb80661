import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { changeEmail, changeProfile } from '@/lib/auth/profile'
import { makeResetLink, resetSubject } from '@/lib/auth/reset'
import type { UserId } from '@/lib/id'
import { testDatabase } from '@/tests/support/database'
import { person, problemOf } from './people'

let db: Db
let n = 0
beforeAll(async () => {
  db = (await testDatabase()).db
})
const someone = async () => (await person(db, `profile${++n}@x.example`)).id as UserId
const rowOf = async (id: string) => (await db.select().from(users).where(eq(users.id, id)))[0]

test('what is changed is one’s own', async () => {
  const [ann, ben] = [await someone(), await someone()]
  const before = await rowOf(ben)
  await changeProfile(db, ann, { name: 'Ann', locale: 'zh' })
  expect(await rowOf(ann)).toMatchObject({ name: 'Ann', locale: 'zh' })
  expect(await rowOf(ben)).toEqual(before)
})

test('a new address is not proven, ends reset links, and leaves everybody else as they are', async () => {
  const [ann, ben] = [await someone(), await someone()]
  const before = await rowOf(ben)
  const link = (await makeResetLink(db, ann, null)).split('/')[2] ?? ''
  expect(await changeEmail(db, ann, 'new@x.example')).toBeNull()
  expect(await rowOf(ann)).toMatchObject({ email: 'new@x.example', emailVerifiedAt: null })
  expect(await resetSubject(db, link)).toBeNull()
  expect(await rowOf(ben)).toEqual(before)
})

test('the same address in other letters changes nothing', async () => {
  const ann = await someone()
  const row = await rowOf(ann)
  const link = (await makeResetLink(db, ann, null)).split('/')[2] ?? ''
  expect(await changeEmail(db, ann, row?.email ?? '')).toBeNull()
  expect(await rowOf(ann)).toEqual(row)
  expect(await resetSubject(db, link)).not.toBeNull()
})

test('an address has one person, also of two who take it at once', async () => {
  const pair = [await someone(), await someone()]
  const ends = await Promise.all(pair.map((id) => changeEmail(db, id, 'wanted@x.example')))
  expect(ends.map((end) => problemOf(end, 'email')).toSorted()).toEqual(['email_taken', undefined])
})
