import 'server-only'
import { and, asc, count, desc, eq, inArray, notInArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boardItems, boards, files, shownResult } from '@/db/schema'
import { invalid, Refusal } from '@/lib/refusal'
import { BOARD_MAX } from './bounds'
import { areLong, evenPlaces, placesBetween } from './place'
import { raiseGalleryVersion } from './version'

const inPlace = sql`${boardItems.place} collate "C"`

type Changed = { changed: string[] }

/**
 * Whoever changes what lies on a board holds its row, so that two do not give away the same place. That the gallery has
 * changed is said last: who throws a result away holds it first and says so then, and the two must not wait in a circle.
 */
async function changing(
  db: Db,
  userId: string,
  id: string,
  act: (tx: Db) => Promise<Changed | Refusal>,
): Promise<Changed | Refusal> {
  return db.transaction(async (tx) => {
    const held = await tx
      .update(boards)
      .set({ changedAt: sql`clock_timestamp()` })
      .where(and(eq(boards.id, id), eq(boards.userId, userId)))
      .returning({ id: boards.id })
    if (held.length === 0) return new Refusal('not_found')
    const done = await act(tx)
    if (!(done instanceof Refusal) && done.changed.length > 0) await raiseGalleryVersion(tx, userId)
    return done
  })
}

/** Puts results at the end of a board, in the given order; those that lie on it already stay where they are. */
export async function addToBoard(
  db: Db,
  userId: string,
  id: string,
  ids: readonly string[],
): Promise<Changed | Refusal> {
  return changing(db, userId, id, async (tx) => {
    const own = await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.userId, userId), inArray(files.id, [...ids]), shownResult(files)))
    const there = await tx
      .select({ id: boardItems.fileId })
      .from(boardItems)
      .where(and(eq(boardItems.boardId, id), inArray(boardItems.fileId, [...ids])))
    const known = new Set(own.map((row) => row.id))
    const lying = new Set(there.map((row) => row.id))
    const fresh = [...new Set(ids)].filter((one) => known.has(one) && !lying.has(one))
    if (known.size === 0) return new Refusal('not_found')
    if (fresh.length === 0) return { changed: [] }
    const [all] = await tx
      .select({ count: count() })
      .from(boardItems)
      .innerJoin(files, eq(files.id, boardItems.fileId))
      .where(and(eq(boardItems.boardId, id), shownResult(files)))
    if ((all?.count ?? 0) + fresh.length > BOARD_MAX) {
      return invalid({ ids: { key: 'too_many', values: { max: BOARD_MAX } } })
    }
    const [last] = await tx
      .select({ place: boardItems.place })
      .from(boardItems)
      .where(eq(boardItems.boardId, id))
      .orderBy(desc(inPlace))
      .limit(1)
    const places = placesBetween(last?.place ?? null, null, fresh.length)
    await tx
      .insert(boardItems)
      .values(fresh.map((fileId, at) => ({ boardId: id, fileId, place: places[at] ?? '' })))
    if (areLong(places)) await spread(tx, id)
    return { changed: fresh }
  })
}

/** Takes results off a board. */
export async function removeFromBoard(
  db: Db,
  userId: string,
  id: string,
  ids: readonly string[],
): Promise<Changed | Refusal> {
  return changing(db, userId, id, async (tx) => {
    const gone = await tx
      .delete(boardItems)
      .where(and(eq(boardItems.boardId, id), inArray(boardItems.fileId, [...ids])))
      .returning({ id: boardItems.fileId })
    return { changed: gone.map((row) => row.id) }
  })
}

/** Puts results of a board before another of its results, or (null) at its end, in the given order. */
export async function moveOnBoard(
  db: Db,
  userId: string,
  id: string,
  ids: readonly string[],
  before: string | null,
): Promise<Changed | Refusal> {
  return changing(db, userId, id, async (tx) => {
    const lying = await tx
      .select({ id: boardItems.fileId })
      .from(boardItems)
      .where(and(eq(boardItems.boardId, id), inArray(boardItems.fileId, [...ids])))
    const known = new Set(lying.map((row) => row.id))
    const moved = [...new Set(ids)].filter((one) => known.has(one) && one !== before)
    if (moved.length === 0) return new Refusal('not_found')
    const edges = await neighbours(tx, id, moved, before)
    if (!edges) return new Refusal('not_found')
    const places = placesBetween(edges.low, edges.high, moved.length)
    for (const [at, fileId] of moved.entries()) {
      await tx
        .update(boardItems)
        .set({ place: places[at] ?? '' })
        .where(and(eq(boardItems.boardId, id), eq(boardItems.fileId, fileId)))
    }
    if (areLong(places)) await spread(tx, id)
    return { changed: moved }
  })
}

/**
 * Gives all that lies on a board new places in its order. A list that is being read may then show a result twice or not
 * at all until it is read anew: this happens once in about 200 insertions at one spot.
 */
async function spread(tx: Db, id: string): Promise<void> {
  const lying = await tx
    .select({ fileId: boardItems.fileId })
    .from(boardItems)
    .where(eq(boardItems.boardId, id))
    .orderBy(inPlace, asc(boardItems.fileId))
  const places = evenPlaces(lying.length)
  const rows = lying.map(({ fileId }, at) => ({ fileId, place: places[at] }))
  await tx.execute(sql`
    update board_items set place = given.place
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given ("fileId" text, place text)
    where board_items.board_id = ${id} and board_items.file_id = given."fileId"`)
}

/** Takes what was deleted for good off every board. Their rows are held one after the other, in one order. */
export async function leaveBoards(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const lying = inArray(boardItems.fileId, [...ids])
  await db.transaction(async (tx) => {
    const holding = tx.select({ id: boardItems.boardId }).from(boardItems).where(lying)
    const held = await tx
      .select({ id: boards.id })
      .from(boards)
      .where(inArray(boards.id, holding))
      .orderBy(asc(boards.id))
      .for('update')
    if (held.length === 0) return
    await tx.delete(boardItems).where(lying)
  })
}

/** The places between which there is room in front of `before`; those that move do not count. Null: it is not there. */
async function neighbours(tx: Db, id: string, moved: readonly string[], before: string | null) {
  const others = and(eq(boardItems.boardId, id), notInArray(boardItems.fileId, [...moved]))
  const [next] =
    before === null
      ? [null]
      : await tx
          .select({ place: boardItems.place })
          .from(boardItems)
          .where(and(others, eq(boardItems.fileId, before)))
  if (next === undefined) return null
  const [last] = await tx
    .select({ place: boardItems.place })
    .from(boardItems)
    .where(and(others, next ? sql`${inPlace} < ${next.place}` : undefined))
    .orderBy(desc(inPlace), asc(boardItems.fileId))
    .limit(1)
  return { low: last?.place ?? null, high: next?.place ?? null }
}
