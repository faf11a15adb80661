import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { passwords, rateLimits, users } from '@/db/schema'
import { deviceCookie, knownDevice } from '@/lib/auth/device'
import { checkPassword } from '@/lib/auth/sign-in'
import { testDatabase } from '@/tests/support/database'
import { PASSWORD, person } from './people'

let db: Db
let ownerId: string
beforeAll(async () => {
  db = (await testDatabase()).db
  ownerId = (await person(db, 'owner@x.example')).id
  await person(db, 'other@x.example')
})
beforeEach(async () => {
  await db.delete(rateLimits)
})

type Try = { email?: string; password?: string; cookieHeader?: string | null; address?: string }
const attempt = (given: Try = {}) =>
  checkPassword(db, {
    email: 'owner@x.example',
    password: 'not this one',
    cookieHeader: null,
    address: '203.0.113.1',
    ...given,
  })
async function times(n: number, given: (i: number) => Try) {
  const kinds: string[] = []
  for (let i = 0; i < n; i++) kinds.push((await attempt(given(i))).kind)
  return kinds
}
const known = (userId: string, before: string | null = null) =>
  deviceCookie(before, userId).split(';')[0] ?? ''
const waitOf = async (given: Try = {}) => {
  const answer = await attempt(given)
  return answer.kind === 'slow' ? answer.retryAfter : 0
}
const elapse = () =>
  db
    .update(rateLimits)
    .set({ expire: sql`${rateLimits.expire} - 86400000` })
    .where(sql`key like 'sign-in:%'`)

describe('a password', () => {
  test('that is right lets in, in any composition of its letters', async () => {
    expect(await attempt({ password: PASSWORD })).toMatchObject({ kind: 'right', userId: ownerId })
    await person(db, 'nfd@x.example', { passwordHash: null })
    expect((await attempt({ email: 'nfd@x.example', password: PASSWORD })).kind).toBe('wrong')
  })

  test('is stored as argon2id with the cost that is written down', async () => {
    const [row] = await db.select().from(passwords).where(eq(passwords.userId, ownerId))
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('of a disabled account is a wrong one', async () => {
    const user = await person(db, 'disabled@x.example')
    await db.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, user.id))
    expect(await attempt({ email: 'disabled@x.example', password: PASSWORD })).toEqual({ kind: 'wrong' })
  })

  test('takes as much work to refuse for an address without an account', async () => {
    const took: Record<string, number[]> = { 'other@x.example': [], 'nobody@x.example': [] }
    await attempt({ email: 'warm@x.example' })
    // The processor's time: the clock's would tell how busy the machine is.
    for (let i = 0; i < 9; i++) {
      for (const [email, times] of Object.entries(took)) {
        const before = process.cpuUsage()
        expect(await attempt({ email, address: `198.51.100.${i}` })).toEqual({ kind: 'wrong' })
        const { user, system } = process.cpuUsage(before)
        times.push(user + system)
      }
    }
    const [there = 0, nobody = 0] = Object.values(took).map((times) => times.sort((a, b) => a - b)[4] ?? 0)
    expect(nobody / there).toBeGreaterThan(0.6)
    expect(nobody / there).toBeLessThan(1.7)
  })
})

describe('wrong passwords', () => {
  test('slow everybody who is unknown, from however many addresses, ten a minute', async () => {
    const kinds = await times(14, (i) => ({ address: `198.51.100.${i}` }))
    expect(kinds).toEqual([...Array(10).fill('wrong'), ...Array(4).fill('slow')])
    expect((await attempt({ password: PASSWORD, address: '192.0.2.77' })).kind).toBe('slow')
  })

  test('do not slow the owner on a browser that has signed in before', async () => {
    await times(12, () => ({}))
    const own = { cookieHeader: `a=b; ${known(ownerId)}`, password: PASSWORD }
    expect((await attempt(own)).kind).toBe('right')
    expect((await attempt({ ...own, address: '203.0.113.9' })).kind).toBe('right')
    // Its own tries are counted as well.
    expect(await times(11, () => ({ cookieHeader: own.cookieHeader }))).toEqual([
      ...Array(10).fill('wrong'),
      'slow',
    ])
    expect((await attempt(own)).kind).toBe('slow')
  })

  test('are not excused by a forged cookie or one of another account', async () => {
    await times(10, () => ({}))
    const otherId = (await db.select().from(users).where(eq(users.email, 'other@x.example')))[0]?.id ?? ''
    const real = known(ownerId)
    const forged = [
      known(otherId),
      real.slice(0, -1),
      `${real.slice(0, -4)}AAAA`,
      real.replace(/=./, '=!'),
      'loupe.device=.',
    ]
    for (const cookieHeader of forged) {
      expect((await attempt({ cookieHeader, password: PASSWORD })).kind).toBe('slow')
    }
  })

  test('on many accounts slow their address, IPv6 by its /64, and no other', async () => {
    const kinds = await times(12, (i) => ({
      email: `someone${i}@x.example`,
      address: `2001:db8:1:2::${i + 1}`,
    }))
    expect(kinds).toEqual([...Array(10).fill('wrong'), 'slow', 'slow'])
    expect((await attempt({ email: 'new@x.example', address: '2001:db8:1:3::1' })).kind).toBe('wrong')
    const shared = { address: '2001:db8:1:2:ffff::9', password: PASSWORD, email: 'other@x.example' }
    expect((await attempt(shared)).kind).toBe('slow')
  })

  test('double the wait each time, up to a quarter of an hour for an account', async () => {
    const waits: number[] = []
    for (let round = 0; round < 7; round++) {
      await times(10, (i) => ({ address: `192.0.2.${round * 10 + i}` }))
      // To the minute: some of it has passed already.
      waits.push(Math.ceil((await waitOf({ address: '198.51.100.200' })) / 60) * 60)
      await elapse()
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900])
  })

  test('sent all at once get no further', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => attempt({ address: `198.51.100.${i}` })),
    )
    const tried = answers.filter((answer) => answer.kind === 'wrong').length
    expect(tried).toBeGreaterThanOrEqual(10)
    expect(tried).toBeLessThanOrEqual(11)
  })

  test('are refused when they cannot be counted', async () => {
    await db.execute(sql`alter table rate_limits rename to rate_limits_away`)
    await expect(attempt({ password: PASSWORD })).rejects.toThrow()
    await db.execute(sql`alter table rate_limits_away rename to rate_limits`)
  })
})

test('a browser stays known to five accounts', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const cookie = ids.reduce<string | null>((before, id) => known(id, before), null)
  expect(ids.map((id) => knownDevice(cookie, id) !== null)).toEqual([false, true, true, true, true, true])
  expect(deviceCookie(null, 'a')).toMatch(/; HttpOnly; SameSite=Lax$/)
})
