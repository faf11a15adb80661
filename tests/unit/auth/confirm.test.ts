import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { sessions } from '@/db/schema'
import { confirmSession, isConfirmed } from '@/lib/auth/confirm'
import { sessionUser } from '@/lib/auth/session'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { PASSWORD, person, problemOf, signedIn } from './people'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

/** Two browsers of one new person, both signed in 16 minutes ago. */
async function twoOldSessions(email: string, passwordHash?: null) {
  const user = await person(db, email, passwordHash === null ? { passwordHash } : {})
  const cookies = [await signedIn(db, user.id), await signedIn(db, user.id)] as const
  await db
    .update(sessions)
    .set({ confirmedAt: sql`now() - interval '16 minutes'` })
    .where(eq(sessions.userId, user.id))
  return cookies
}

async function asked(cookie: string) {
  const user = await sessionUser(cookie)
  if (!user) throw new Error('not signed in')
  return user
}

const confirm = async (cookie: string, password: string) =>
  confirmSession(db, await asked(cookie), { password, cookieHeader: null, address: '203.0.113.9' })

describe('the password again', () => {
  test('is wanted after 15 minutes, and proves this session alone', async () => {
    const [here, there] = await twoOldSessions('again@x.example')
    expect(isConfirmed(await asked(here))).toBe(false)
    expect(await confirm(here, PASSWORD)).toBeNull()
    expect(isConfirmed(await asked(here))).toBe(true)
    expect(isConfirmed(await asked(there))).toBe(false)
  })

  test('proves nothing when it is wrong, and tries are counted as those of signing in', async () => {
    const [here] = await twoOldSessions('guess@x.example')
    const problems = []
    for (let i = 0; i < 10; i++) problems.push(problemOf(await confirm(here, `wrong ${i}`), 'password'))
    expect(problems).toEqual(Array(10).fill('password_wrong'))
    const over = await confirm(here, PASSWORD)
    expect(over instanceof Refusal && over.code).toBe('rate_limited')
    expect(isConfirmed(await asked(here))).toBe(false)
  })

  test('cannot be given without one: a new session is proven instead', async () => {
    const [here] = await twoOldSessions('none@x.example', null)
    expect(problemOf(await confirm(here, 'anything at all'), 'password')).toBe('password_none')
    const again = await signedIn(db, (await asked(here)).id)
    expect(isConfirmed(await asked(again))).toBe(true)
  })
})
