import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { sessions, users } from '@/db/schema'
import { sessionCookieName } from '@/lib/auth/cookie'
import { noteSeen } from '@/lib/auth/last-seen'
import { sessionUser } from '@/lib/auth/session'
import { endOwnSession, endSession, endSessions, listSessions, openSession } from '@/lib/auth/sessions'
import { testDatabase } from '@/tests/support/database'
import { until } from '@/tests/support/process'
import { cookieOf, person, signedIn } from './people'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
let n = 0
const someone = () => person(db, `s${++n}@x.example`, { passwordHash: null })
const all = (cookies: string[]) => Promise.all(cookies.map((cookie) => sessionUser(cookie)))

const seenAt = async (id: string) =>
  (await db.select({ at: users.lastSeenAt }).from(users).where(eq(users.id, id)))[0]?.at ?? null

describe('who was here', () => {
  test('is noted at the first request, and then once an hour', async () => {
    const [user, absent] = [await someone(), await someone()]
    const cookie = await signedIn(db, user.id)
    expect(await seenAt(user.id)).toBeNull()
    await all(Array.from({ length: 30 }, () => cookie))
    await until('it is noted', async () => (await seenAt(user.id)) !== null)
    expect(await seenAt(absent.id)).toBeNull()
    const noted = async (minutes: number) => {
      const before = new Date(Date.now() - minutes * 60_000)
      await db.update(users).set({ lastSeenAt: before }).where(eq(users.id, user.id))
      await sessionUser(cookie)
      const after = await seenAt(user.id)
      return after?.getTime() !== before.getTime()
    }
    expect(await noted(58)).toBe(false)
    await until('an hour later', () => noted(62))
  })

  test('is decided by the statement, whoever asks for it', async () => {
    const user = await someone()
    const recent = new Date(Date.now() - 10 * 60_000)
    await db.update(users).set({ lastSeenAt: recent }).where(eq(users.id, user.id))
    noteSeen(db, [user.id])
    await db.execute(sql`select 1`)
    expect(await seenAt(user.id)).toEqual(recent)
  })

  test('that cannot be noted keeps nobody out', async () => {
    const user = await someone()
    const cookie = await signedIn(db, user.id)
    await db.execute(sql`alter table users add constraint unseen check (last_seen_at is null) not valid`)
    expect(await sessionUser(cookie)).toMatchObject({ id: user.id })
    await db.execute(sql`alter table users drop constraint unseen`)
  })
})

describe('a session', () => {
  test('says who asks, and nothing secret', async () => {
    const user = await someone()
    const found = await sessionUser(`theme=dark; ${await signedIn(db, user.id)}; locale=ru`)
    expect(found).toMatchObject({ id: user.id, role: 'user', email: user.email, name: 'Mira', locale: null })
    expect(Object.keys(found ?? {}).sort()).toEqual([
      'closingAt',
      'confirmedAt',
      'email',
      'expiresAt',
      'id',
      'locale',
      'name',
      'role',
      'sessionId',
    ])
  })

  test('comes of our own unexpired token only', async () => {
    const user = await someone()
    const cookie = await signedIn(db, user.id)
    const [row] = await db.select().from(sessions).where(eq(sessions.userId, user.id))
    const sid = row?.id ?? ''
    const bad = [
      null,
      '',
      sessionCookieName(),
      `${sessionCookieName()}=`,
      `${sessionCookieName()}=${sid}`,
      cookie.slice(0, -4),
      `x${cookie}`,
      await cookieOf(sid, 'another secret of at least 32 letters'),
      await cookieOf(sid, undefined, -60),
      await cookieOf("' or 1=1 --"),
      `${sessionCookieName()}=${'A'.repeat(100_000)}`,
    ]
    expect(await Promise.all(bad.map((header) => sessionUser(header)))).toEqual(bad.map(() => null))
    expect(await sessionUser(cookie)).not.toBeNull()
  })

  test('is read from a token cut into chunks', async () => {
    const user = await someone()
    const [name = '', token = ''] = (await signedIn(db, user.id)).split(/=(.*)/s)
    const chunks = [token.slice(0, 100), token.slice(100, 200), token.slice(200)].map(
      (text, i) => `${name}.${i}=${text}`,
    )
    expect(await sessionUser(chunks.reverse().join('; '))).toMatchObject({ id: user.id })
    expect(await sessionUser(chunks.slice(1).join('; '))).toBeNull()
  })

  test('ends at once when its person is disabled, and does not come back', async () => {
    const user = await someone()
    const cookie = await signedIn(db, user.id)
    expect(await sessionUser(cookie)).not.toBeNull()
    await db.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, user.id))
    expect(await sessionUser(cookie)).toBeNull()
    expect(await openSession(db, { userId: user.id, agent: null, address: null })).toBeNull()
    await db.update(users).set({ disabledAt: null }).where(eq(users.id, user.id))
    expect(await sessionUser(cookie)).toBeNull()
  })

  test('ends when it is signed out, alone or with all others', async () => {
    const [user, other] = [await someone(), await someone()]
    const cookies = [await signedIn(db, user.id), await signedIn(db, user.id), await signedIn(db, user.id)]
    const foreign = await signedIn(db, other.id)
    const [mine] = await all(cookies)
    const theirs = (await sessionUser(foreign))?.sessionId ?? ''
    expect(await endOwnSession(db, user.id, theirs)).toBe(false)
    await endSession(db, mine?.sessionId ?? '')
    expect((await all(cookies)).map(Boolean)).toEqual([false, true, true])
    const [, second] = await all(cookies)
    await endSessions(db, user.id, second?.sessionId)
    expect((await all(cookies)).map(Boolean)).toEqual([false, true, false])
    await endSessions(db, user.id)
    expect((await all([...cookies, foreign])).map(Boolean)).toEqual([false, false, false, true])
  })

  test('ends after its time, whatever the cookie says', async () => {
    const user = await someone()
    const cookie = await signedIn(db, user.id)
    await db.update(sessions).set({ expiresAt: sql`now()` }).where(eq(sessions.userId, user.id))
    expect(await sessionUser(cookie)).toBeNull()
    expect(await listSessions(db, user.id)).toEqual([])
  })
})
