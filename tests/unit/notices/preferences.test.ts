import { expect, test } from 'vitest'
import type { UserId } from '@/lib/id'
import { changeNotices, readNotices } from '@/lib/notices/preferences'
import { testDatabase } from '@/tests/support/database'
import { person } from '@/tests/unit/auth/people'

test('What is chosen for notices is kept, the rest is as usual, and two tabs do not undo each other', async () => {
  const { db } = await testDatabase()
  const id = (await person(db, 'notices@x.example', { passwordHash: null })).id as UserId
  expect(await readNotices(db, id)).toEqual({ title: true, sound: false, system: false, mail: false })
  await Promise.all([changeNotices(db, id, { sound: true }), changeNotices(db, id, { mail: true })])
  expect(await readNotices(db, id)).toEqual({ title: true, sound: true, system: false, mail: true })
  const other = (await person(db, 'other@x.example', { passwordHash: null })).id as UserId
  await changeNotices(db, other, { system: true })
  expect(await readNotices(db, id)).toMatchObject({ system: false })
})
