import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { rateLimits } from '@/db/schema'
import { hashPassword } from '@/lib/auth/passwords'
import { tryPassword } from '@/lib/share/password'
import { newShareSchema } from '@/lib/share/schema'
import { testDatabase } from '@/tests/support/database'

let db: Db
let share: { id: string; passwordHash: string }
beforeAll(async () => {
  db = (await testDatabase()).db
  share = { id: 'a-link', passwordHash: await hashPassword('eight or more') }
})
beforeEach(async () => {
  await db.delete(rateLimits)
})

const attempt = (password: string, n = 0, id = share.id) =>
  tryPassword({ ...share, id }, password, `198.51.100.${n}`)
const waitOf = async () => {
  const answer = await attempt('eight or more', 200)
  return answer.kind === 'slow' ? Math.round(answer.retryAfter / 60) : 0
}
/** Lets the wait pass, but not the day. */
const elapse = () =>
  db
    .update(rateLimits)
    .set({ expire: sql`${rateLimits.expire} - 14400000` })
    .where(sql`key like 'share-password:%'`)

describe('wrong passwords of a link', () => {
  test('make the wait longer each time, up to four hours', async () => {
    const waits = []
    for (let round = 0; round < 6; round++) {
      const kinds = []
      for (let n = 0; n < 10; n++) kinds.push((await attempt('wrong', n)).kind)
      expect(kinds).toEqual(Array(10).fill('wrong'))
      waits.push(await waitOf())
      await elapse()
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 240])
    expect((await attempt('eight or more')).kind).toBe('right')
  })

  test('count for an address over many links', async () => {
    for (let n = 0; n < 10; n++) expect((await attempt('wrong', 7, `link ${n}`)).kind).toBe('wrong')
    expect((await attempt('eight or more', 7, 'another link')).kind).toBe('slow')
    expect((await attempt('eight or more', 8, 'another link')).kind).toBe('right')
  })

  test('get no further than ten when they come all at once', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => attempt('wrong', n)))
    expect(all.filter(({ kind }) => kind === 'wrong')).toHaveLength(10)
    expect(await waitOf()).toBe(15)
  })

  test('are not those that are right', async () => {
    for (let n = 0; n < 15; n++) expect((await attempt('eight or more', n)).kind).toBe('right')
  })
})

test('a new password has eight characters at least', () => {
  const asked = (password: string) => newShareSchema.safeParse({ items: ['x'], password }).success
  expect([asked('1234567'), asked('12345678')]).toEqual([false, true])
})
