import { eq, inArray, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '@/db/open'
import { boardItems, boards } from '@/db/schema'
import { addToBoard, moveOnBoard, removeFromBoard } from '@/lib/gallery/board-items'
import { boardsOf, changeBoard, createBoard, deleteBoard, ownBoard } from '@/lib/gallery/boards'
import { BOARD_MAX, BOARDS_MAX } from '@/lib/gallery/bounds'
import { deleteNow } from '@/lib/gallery/delete'
import { blocksOf } from '@/lib/gallery/months'
import { galleryPage } from '@/lib/gallery/page'
import { areLong, between, evenPlaces, PLACE_LETTERS, placesBetween } from '@/lib/gallery/place'
import { moveToTrash, restore } from '@/lib/gallery/trash'
import { newId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { person } from '../files/people'
import { job, result } from './results'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

async function made(userId: string, name = 'Cups') {
  const board = await createBoard(db, userId, { name })
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

describe('a new board', () => {
  it('comes with its results, or not at all', async () => {
    const [ann, ben] = [await person(db), await person(db)]
    const [first, second] = [await result(db, ann), await result(db, ann)]
    const board = await createBoard(db, ann, { name: 'Cups', ids: [second, first] })
    if (board instanceof Refusal) throw new Error(board.code)
    expect(board).toMatchObject({ name: 'Cups', count: 2 })
    expect(await order(ann, board.id)).toEqual([second, first])
    expect(await createBoard(db, ben, { name: 'Not mine', ids: [first] })).toMatchObject({
      code: 'not_found',
    })
    expect(await boardsOf(db, ben)).toEqual([])
  })

  it('is the last that there is room for, of two at once', async () => {
    const ann = await person(db)
    await db
      .insert(boards)
      .values(Array.from({ length: BOARDS_MAX - 1 }, (_, n) => ({ id: newId(), userId: ann, name: `${n}` })))
    const both = await Promise.all(['one', 'two'].map((name) => createBoard(db, ann, { name })))
    expect(both.filter((board) => board instanceof Refusal)).toHaveLength(1)
    expect(await boardsOf(db, ann)).toHaveLength(BOARDS_MAX)
  })
})

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

describe('places that grow long', () => {
  it.for([
    ['at the end', (length: number) => length],
    ['at the front', () => 0],
    ['always before the same one', (length: number) => length - 1],
    ['always behind the same one', () => 1],
  ] as const)('are given anew, so that 3,000 single insertions fit %s', ([, spotOf]) => {
    let places = ['V']
    let anew = 0
    for (let n = 0; n < 3_000; n++) {
      const spot = spotOf(places.length)
      const place = between(places[spot - 1] ?? null, places[spot] ?? null)
      places.splice(spot, 0, place)
      if (!areLong([place])) continue
      places = evenPlaces(places.length)
      anew++
    }
    expect(places.every((place) => place.length <= PLACE_LETTERS)).toBe(true)
    expect([...places].sort((a, b) => (a < b ? -1 : 1))).toEqual(places)
    expect(new Set(places).size).toBe(3_001)
    expect(anew).toBeLessThan(40)
  })
})

describe('a board', () => {
  it('keeps its order, and can be read, when results are dragged to one spot for ever', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const ids: string[] = []
    for (let n = 0; n < 6; n++) ids.push(await result(db, userId, { jobId, position: n }))
    const [a, b, c, d, e, f] = ids as [string, string, string, string, string, string]
    const { id } = await made(userId)
    await addToBoard(db, userId, id, ids)
    // As long as some 1,000 drags to one spot would make them.
    const stem = 'V'.repeat(195)
    for (const [n, fileId] of ids.entries()) {
      await db
        .update(boardItems)
        .set({ place: `${stem}${n + 1}` })
        .where(eq(boardItems.fileId, fileId))
    }
    for (let n = 0; n < 40; n++) await moveOnBoard(db, userId, id, [n % 2 ? c : b], f)
    expect(await order(userId, id)).toEqual([a, d, e, b, c, f])
    const rows = await db.select().from(boardItems).where(eq(boardItems.boardId, id))
    expect(rows.every(({ place }) => place.length <= PLACE_LETTERS)).toBe(true)
    const blocks = await blocksOf(db, userId, { board: id })
    if (blocks instanceof Refusal) throw new Error(blocks.code)
    const last = blocks.blocks.at(-1)?.last
    expect(await galleryPage(db, userId, { board: id, until: last, limit: 9 })).toMatchObject({
      results: { length: 6 },
    })
    const more = await result(db, userId, { jobId, position: 6 })
    expect(await addToBoard(db, userId, id, [more])).toEqual({ changed: [more] })
    expect(await order(userId, id)).toEqual([a, d, e, b, c, f, more])
  })

  it('is not filled by what lies in the trash, and lets go of what is deleted for good', async () => {
    const userId = await person(db)
    const jobId = await job(db, userId)
    const { id } = await made(userId)
    const other = await made(userId, 'Other')
    await db.execute(sql`alter table files disable trigger files_words`)
    await db.execute(sql`
      insert into files (id, user_id, job_id, model, position, kind, name, mime, bytes, sha256)
      select lpad(n::text, 26, '0'), ${userId}, ${jobId}, 'm', n, 'image', 'cup.png', 'image/png', 1, 'x'
      from generate_series(1, ${BOARD_MAX}) n`)
    await db.execute(sql`
      insert into board_items (board_id, file_id, place)
      select ${id}, id, position::text || 'V' from files where job_id = ${jobId}`)
    await db.execute(sql`alter table files enable trigger files_words`)
    const gone = ['1', '2', '3'].map((n) => n.padStart(26, '0'))
    await addToBoard(db, userId, other.id, gone)
    const more = await Promise.all(
      [1, 2, 3, 4].map((n) => result(db, userId, { jobId, position: BOARD_MAX + n })),
    )
    expect(await addToBoard(db, userId, id, more.slice(0, 1))).toBeInstanceOf(Refusal)
    await moveToTrash(db, userId, gone)
    expect(await addToBoard(db, userId, id, more)).toBeInstanceOf(Refusal)
    expect(await addToBoard(db, userId, id, more.slice(0, 3))).toMatchObject({ changed: { length: 3 } })
    await deleteNow(db, userId, gone)
    expect(await db.select().from(boardItems).where(inArray(boardItems.fileId, gone))).toEqual([])
    expect(await ownBoard(db, userId, other.id)).toMatchObject({ count: 0 })
    expect(await ownBoard(db, userId, id)).toMatchObject({ count: BOARD_MAX })
  })

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

  it('is listed with all others in one statement, each with its own count and cover', async () => {
    const userId = await person(db)
    const boards = []
    for (const name of ['Sounds', 'Empty', 'Cups']) boards.push(await made(userId, name))
    const [sounds, empty, cups] = boards.map(({ id }) => id)
    const sound = await result(db, userId, { kind: 'audio' })
    const film = await result(db, userId, { kind: 'video' })
    const [one, two] = [
      await result(db, userId, { hasPreview: true }),
      await result(db, userId, { hasPreview: true }),
    ]
    await addToBoard(db, userId, sounds ?? '', [sound, film])
    await addToBoard(db, userId, cups ?? '', [film, one, two])
    const { raw } = await testDatabase()
    const asked = vi.spyOn(raw, 'query')
    const listed = await boardsOf(db, userId)
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
    expect(listed.map(({ id, count, cover }) => [id, count, cover?.id ?? null])).toEqual([
      [cups, 3, one],
      [empty, 0, null],
      [sounds, 2, sound],
    ])
    await moveToTrash(db, userId, [one])
    expect(await ownBoard(db, userId, cups ?? '')).toMatchObject({ count: 2, cover: { id: two } })
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
