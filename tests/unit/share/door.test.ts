import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { sharePresses, shares } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { createShare } from '@/lib/share/create'
import { openDoor } from '@/lib/share/enter'
import { type NewShare, newShareSchema } from '@/lib/share/schema'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { result } from '../gallery/results'

let db: Db
let ann: UserId
beforeAll(async () => {
  db = (await testDatabase()).db
  ann = await person(db)
})

async function share(asked: Partial<NewShare>) {
  const items = [await result(db, ann)]
  const made = await createShare(db, ann, newShareSchema.parse({ items, ...asked }))
  if (made instanceof Refusal) throw new Error(made.code)
  return { id: made.share.id, token: made.path.slice('/s/'.length) }
}

type Pressed = { password?: string; press?: string; cookieHeader?: string | null; address?: string }
const press = (token: string, given: Pressed = {}) =>
  openDoor(db, token, { password: '', press: '', address: '203.0.113.1', cookieHeader: null, ...given })
const viewsOf = async (id: string) => (await db.select().from(shares).where(eq(shares.id, id)))[0]?.views
const FORM = 'a'.repeat(22)

describe('the door of a link with one view', () => {
  test('lets a double press in twice, as one view, also at once', async () => {
    const { id, token } = await share({ maxViews: 1 })
    const both = await Promise.all([1, 2, 3, 4].map(() => press(token, { press: FORM })))
    expect(both.map(({ kind }) => kind)).toEqual(['look', 'look', 'look', 'look'])
    expect((await press(token, { press: FORM })).kind).toBe('look')
    expect(await viewsOf(id)).toBe(1)
    expect((await press(token, { press: 'b'.repeat(22) })).kind).toBe('gone')
    expect((await press(token)).kind).toBe('gone')
  })

  test('lets a browser in again whose visit has begun', async () => {
    const { id, token } = await share({ maxViews: 1 })
    const first = await press(token)
    const cookieHeader = first.kind === 'look' ? (first.cookie?.split(';')[0] ?? null) : null
    const again = await press(token, { cookieHeader })
    expect(again).toMatchObject({ kind: 'look', cookie: null })
    expect(await viewsOf(id)).toBe(1)
  })

  test('takes the same press for another one after a minute', async () => {
    const [one, two] = [await share({ maxViews: 1 }), await share({ maxViews: 2 })]
    for (const { token } of [one, two]) await press(token, { press: FORM })
    await db.update(sharePresses).set({ at: sql`now() - interval '61 seconds'` as unknown as Date })
    expect((await press(one.token, { press: FORM })).kind).toBe('gone')
    expect((await press(two.token, { press: FORM })).kind).toBe('look')
    expect(await viewsOf(two.id)).toBe(2)
  })

  test('asks the same press for the password all the same', async () => {
    const { id, token } = await share({ maxViews: 1, password: 'a long secret' })
    expect((await press(token, { press: FORM, password: 'wrong' })).kind).toBe('password')
    expect((await press(token, { press: FORM, password: 'a long secret' })).kind).toBe('look')
    expect((await press(token, { press: FORM, password: 'wrong' })).kind).toBe('password')
    expect(await viewsOf(id)).toBe(1)
  })
})
