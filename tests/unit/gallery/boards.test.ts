import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { addToBoard, moveOnBoard, removeFromBoard } from '@/lib/gallery/board-items'
import { boardsOf, changeBoard, createBoard, deleteBoard, ownBoard } from '@/lib/gallery/boards'
import { galleryPage } from '@/lib/gallery/page'
import { between, placesBetween } from '@/lib/gallery/place'
import { moveToTrash, restore } from '@/lib/gallery/trash'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { job, result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

async function made(userId: string, name = 'Cups') {
  const board = await createBoard(db, userId, name)
  if (board instanceof Refusal) throw new Error(board.code)
  return board
}
async function order(userId: string, board: string) {
  const ids: string[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await galleryPage(db, userId, { board, limit: 3, cursor })
    if (page instanceof Refusal) throw new Error(page.code)
    ids.push(...page.results.map(({ file }) => file.id))
    if (page.next === null) return ids
    cursor = page.next
  }
}

describe('places', () => {
  it('always have room between them and stay in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (picks) => {
        const places = placesBetween(null, null, 3)
        for (const pick of picks) {
          const at = pick % (places.length + 1)
          places.splice(at, 0, between(places[at - 1] ?? null, places[at] ?? null))
        }
        expect([...places].sort((a, b) => (a < b ? -1 : 1))).toEqual(places)
        expect(new Set(places).size).toBe(places.length)
        expect(places.some((place) => place.endsWith('0'))).toBe(false)
      }),
    )
  })
})

describe('a board', () => {
  it('keeps the order in which its results are put', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const ids: string[] = []
    for (let n = 0; n < 8; n++) ids.push(await result(db, userId, { jobId, position: n }))
    const [a, b, c, d, e, f, g, h] = ids as [string, string, string, string, string, string, string, string]
    const { id } = await made(userId)
    expect(await addToBoard(db, userId, id, ids)).toEqual({ changed: ids })
    expect(await addToBoard(db, userId, id, [c])).toEqual({ changed: [] })
    await moveOnBoard(db, userId, id, [h, a], c)
    expect(await order(userId, id)).toEqual([b, h, a, c, d, e, f, g])
    await moveOnBoard(db, userId, id, [b], null)
    expect(await order(userId, id)).toEqual([h, a, c, d, e, f, g, b])
    await removeFromBoard(db, userId, id, [d, e])
    await moveToTrash(db, userId, [a])
    expect(await order(userId, id)).toEqual([h, c, f, g, b])
    expect(await ownBoard(db, userId, id)).toMatchObject({ count: 5 })
    await restore(db, userId, [a])
    expect(await order(userId, id)).toEqual([h, a, c, f, g, b])
  })

  it('gives no place twice to results that are added at once', async () => {
    const userId = await person(db)
    const { id } = await made(userId)
    const ids = await Promise.all(Array.from({ length: 12 }, () => result(db, userId)))
    await Promise.all(ids.map((one) => addToBoard(db, userId, id, [one])))
    expect((await order(userId, id)).toSorted()).toEqual(ids.toSorted())
  })

  it('has a cover of its own, a name, and goes without its results', async () => {
    const userId = await person(db)
    const [one, two, other] = [await result(db, userId), await result(db, userId), await result(db, userId)]
    const { id } = await made(userId)
    await addToBoard(db, userId, id, [one, two])
    expect(await ownBoard(db, userId, id)).toMatchObject({ cover: { id: one } })
    expect(await changeBoard(db, userId, id, { coverId: two, name: 'Mugs' })).toMatchObject({
      name: 'Mugs',
      cover: { id: two },
    })
    expect(await changeBoard(db, userId, id, { coverId: other })).toBeInstanceOf(Refusal)
    expect(await deleteBoard(db, userId, id)).toBeUndefined()
    expect(await boardsOf(db, userId)).toEqual([])
    expect(await galleryPage(db, userId, { limit: 9 })).toMatchObject({ results: { length: 3 } })
  })

  it('is not there for anybody else', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const own = await result(db, ann)
    const others = await result(db, ben)
    const { id } = await made(ann)
    const refused = await Promise.all([
      ownBoard(db, ben, id),
      changeBoard(db, ben, id, { name: 'x' }),
      deleteBoard(db, ben, id),
      addToBoard(db, ben, id, [others]),
      addToBoard(db, ann, id, [others]),
      removeFromBoard(db, ben, id, [own]),
      moveOnBoard(db, ben, id, [own], null),
      galleryPage(db, ben, { board: id, limit: 1 }),
    ])
    expect(refused.map((one) => one instanceof Refusal && one.code)).toEqual(refused.map(() => 'not_found'))
  })
})
