import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { boardItems, boards, files, jobInputs, shareItems, shares, users } from '@/db/schema'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { createShare } from '@/lib/share/create'
import { listShares, revokeShare } from '@/lib/share/mine'
import { openShare, sharedItems } from '@/lib/share/open'
import { type NewShare, newShareSchema } from '@/lib/share/schema'
import { takeView } from '@/lib/share/view'
import { testDatabase } from '../../support/database'
import { job, person } from '../files/people'

let db: Db
let ann: UserId
let ben: UserId
beforeAll(async () => {
  db = (await testDatabase()).db
  ann = await person(db)
  ben = await person(db)
})

const picture = (userId: string) => ({
  id: newId(),
  userId,
  kind: 'image' as const,
  name: 'cup.png',
  mime: 'image/png',
  bytes: 10,
  width: 20,
  height: 10,
  sha256: 'x',
  hasPreview: true,
})

/** A result of a job that was given a picture. */
async function result(userId: UserId): Promise<{ id: string; original: string }> {
  const original = picture(userId)
  const made = await job(db, userId)
  const output = { ...picture(userId), jobId: made.id, model: made.model, position: 0 }
  await db.insert(files).values([original, output])
  await db.insert(jobInputs).values({ jobId: made.id, fileId: original.id, position: 0 })
  return { id: output.id, original: original.id }
}

async function share(userId: UserId, asked: Partial<NewShare>) {
  const made = await createShare(db, userId, newShareSchema.parse(asked))
  if (made instanceof Refusal) throw new Error(made.code)
  return { ...made.share, token: made.path.slice('/s/'.length) }
}

const set = (id: string, change: Partial<typeof shares.$inferInsert>) =>
  db.update(shares).set(change).where(eq(shares.id, id))

async function shown(token: string) {
  const open = await openShare(db, token)
  return open ? (await sharedItems(db, open)).map(({ row }) => row.id) : null
}

describe('a link', () => {
  test('has a token of 132 bits, of which the hash alone is kept, and can be copied again', async () => {
    const { id, token, path } = await share(ann, { items: [(await result(ann)).id] })
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(path).toBe(`/s/${token}`)
    const [row] = await db.select().from(shares).where(eq(shares.id, id))
    expect(JSON.stringify(row)).not.toContain(token)
    await set(id, { tokenHash: `of another secret ${id}` })
    const list = await listShares(db, ann, { limit: 50 })
    expect(list instanceof Refusal || list.shares.find((one) => one.id === id)?.path).toBeNull()
  })

  test('is made of own results alone, which are not thrown away', async () => {
    const [mine, theirs, upload] = [await result(ann), await result(ben), picture(ann)]
    await db.insert(files).values(upload)
    const board = { id: newId(), userId: ben, name: 'B' }
    await db.insert(boards).values(board)
    const trashed = await result(ann)
    await db.update(files).set({ trashedAt: new Date() }).where(eq(files.id, trashed.id))
    const asks = [[theirs.id], [mine.id, theirs.id], [upload.id], [trashed.id], ['nothing']]
    for (const items of asks) {
      const made = await createShare(db, ann, newShareSchema.parse({ items }))
      expect(made instanceof Refusal && [made.code, made.options.fields]).toEqual([
        'not_found',
        { items: { key: 'share_missing' } },
      ])
    }
    const ofBoard = await createShare(db, ann, newShareSchema.parse({ boardId: board.id }))
    expect(ofBoard instanceof Refusal && ofBoard.options.fields).toHaveProperty('boardId')
  })

  test('ends when it is revoked, when its time is over, and with its owner’s account', async () => {
    const { id } = await result(ann)
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => share(ann, { items: [id] })))
    expect(await revokeShare(db, ben, one?.id ?? '')).toBeInstanceOf(Refusal)
    expect(await shown(one?.token ?? '')).toEqual([id])
    expect(await revokeShare(db, ann, one?.id ?? '')).toBeUndefined()
    expect(await revokeShare(db, ann, one?.id ?? '')).toBeInstanceOf(Refusal)
    expect(await shown(one?.token ?? '')).toBeNull()
    expect(await takeView(db, one?.id ?? '')).toBe(false)
    await set(two?.id ?? '', { expiresAt: sql`now() - interval '1 second'` as never })
    expect([await shown(two?.token ?? ''), await takeView(db, two?.id ?? '')]).toEqual([null, false])
    const gone = await person(db)
    const link = await share(gone, { items: [(await result(gone)).id] })
    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, gone))
    expect(await shown(link.token)).toBeNull()
    expect(await shown(three?.token ?? '')).toEqual([id])
  })

  test('counts no view beyond the last one, however many come at once', async () => {
    const { id } = await share(ann, { items: [(await result(ann)).id], maxViews: 3 })
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeView(db, id)))
    expect(taken.filter(Boolean)).toHaveLength(3)
    const [row] = await db.select().from(shares).where(eq(shares.id, id))
    expect([row?.views, row?.lastViewAt]).toEqual([3, expect.any(Date)])
  })
})

describe('what a link shows', () => {
  test('are its results in their order, without what was thrown away or deleted', async () => {
    const [a, b, c] = [await result(ann), await result(ann), await result(ann)]
    const { token } = await share(ann, { items: [b.id, a.id, c.id, a.id] })
    expect(await shown(token)).toEqual([b.id, a.id, c.id])
    await db.update(files).set({ trashedAt: new Date() }).where(eq(files.id, a.id))
    await db.update(files).set({ deletedAt: new Date() }).where(eq(files.id, b.id))
    expect(await shown(token)).toEqual([c.id])
  })

  test('is a board as it is now, and nothing of another person on it', async () => {
    const [a, b, theirs] = [await result(ann), await result(ann), await result(ben)]
    const board = { id: newId(), userId: ann, name: 'Autumn' }
    await db.insert(boards).values(board)
    const lay = (fileId: string, place: string) =>
      db.insert(boardItems).values({ boardId: board.id, fileId, place })
    await lay(a.id, 'b')
    const { token } = await share(ann, { boardId: board.id })
    expect(await shown(token)).toEqual([a.id])
    await lay(b.id, 'B')
    await lay(theirs.id, 'a')
    expect(await shown(token)).toEqual([b.id, a.id])
    await db.delete(boards).where(eq(boards.id, board.id))
    expect(await shown(token)).toBeNull()
  })

  test('holds originals and settings only where it says so', async () => {
    const { id, original } = await result(ann)
    for (const allowed of [true, false]) {
      const { token } = await share(ann, { items: [id], showsOriginal: allowed, showsSettings: allowed })
      const open = await openShare(db, token)
      const [item] = open ? await sharedItems(db, open) : []
      expect(item?.original?.id ?? null).toBe(allowed ? original : null)
      expect(item?.asked !== null).toBe(allowed)
      expect(item?.key).toMatch(/^[\w-]{10}$/)
    }
    await db.update(files).set({ deletedAt: new Date() }).where(eq(files.id, original))
    const { token } = await share(ann, { items: [id], showsOriginal: true })
    const open = await openShare(db, token)
    expect((open ? await sharedItems(db, open) : [])[0]?.original).toBeNull()
  })
})

test('the list of links goes by pages that meet, and knows what each shows', async () => {
  const cleo = await person(db)
  const { id } = await result(cleo)
  const made = []
  for (let n = 0; n < 5; n++)
    made.unshift((await share(cleo, { items: [id], title: `\u202e No ${n}\u200b ` })).id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listShares(db, cleo, { limit: 2, cursor })
    if (page instanceof Refusal) throw new Error(page.code)
    expect(page.shares[0]).toMatchObject({ count: 1, state: 'open', coverUrl: `/api/files/${id}/thumb` })
    expect(page.shares[0]?.title).toMatch(/^No \d$/)
    seen.push(...page.shares.map((one) => one.id))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual(made)
  expect(await listShares(db, cleo, { limit: 2, cursor: 'x' })).toBeInstanceOf(Refusal)
  expect(await db.select().from(shareItems).where(eq(shareItems.fileId, id))).toHaveLength(5)
})
