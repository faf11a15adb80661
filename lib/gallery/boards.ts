import 'server-only'
import { and, count, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boardItems, boards, files, shownResult, users } from '@/db/schema'
import { fileView } from '@/lib/files/queries'
import { newId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { addToBoard } from './board-items'
import { BOARDS_MAX } from './bounds'
import type { BoardChange, BoardView, NewBoard } from './schema'

/** A person's boards, the newest first. */
export const boardsOf = (db: Db, userId: string): Promise<BoardView[]> =>
  find(db, eq(boards.userId, userId), BOARDS_MAX)

/** One board of this person; another's is not found. */
export async function ownBoard(db: Db, userId: string, id: string): Promise<BoardView | Refusal> {
  const [board] = await find(db, and(eq(boards.id, id), eq(boards.userId, userId)), 1)
  return board ?? new Refusal('not_found')
}

/**
 * Boards with how much lies on each and its cover, in one statement: the chosen cover while it is on the board; else
 * its first picture, or what else has a small picture.
 */
async function find(db: Db, which: SQL | undefined, limit: number): Promise<BoardView[]> {
  const onTop = db
    // No more than this: it is sorted for every result on the board.
    .select({ id: files.id, count: sql<number>`(count(*) over ())::int`.as('count') })
    .from(boardItems)
    .innerJoin(files, eq(files.id, boardItems.fileId))
    .where(and(eq(boardItems.boardId, boards.id), shownResult(files)))
    .orderBy(
      sql`(${files.id} = ${boards.coverId}) is true desc, ${files.hasPreview} desc, ${boardItems.place} collate "C"`,
    )
    .limit(1)
    .as('on_top')
  const rows = await db
    .select()
    .from(boards)
    .leftJoinLateral(onTop, sql`true`)
    .leftJoin(files, eq(files.id, onTop.id))
    .where(which)
    .orderBy(desc(boards.createdAt), desc(boards.id))
    .limit(limit)
  return rows.map(({ boards: board, on_top: top, files: cover }) => ({
    id: board.id,
    name: board.name,
    count: top?.count ?? 0,
    cover: cover && fileView(cover),
    createdAt: board.createdAt.toISOString(),
  }))
}

/** A new board with these results on it, all or nothing. */
export function createBoard(
  db: Db,
  userId: string,
  { name, ids = [] }: NewBoard,
): Promise<BoardView | Refusal> {
  return transact<BoardView>(db, async (tx) => {
    // One at a time for each person, so that nobody gets past the limit.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
    const [kept] = await tx.select({ count: count() }).from(boards).where(eq(boards.userId, userId))
    if (kept && kept.count >= BOARDS_MAX) {
      return invalid({ name: { key: 'too_many', values: { max: BOARDS_MAX } } })
    }
    const id = newId()
    await tx.insert(boards).values({ id, userId, name })
    const added = ids.length > 0 ? await addToBoard(tx, userId, id, ids) : null
    return added instanceof Refusal ? added : ownBoard(tx, userId, id)
  })
}

/** Another name, another cover (one of its results; null: the first again), or both. */
export async function changeBoard(
  db: Db,
  userId: string,
  id: string,
  { name, coverId }: BoardChange,
): Promise<BoardView | Refusal> {
  const isOnIt = sql`exists (
    select from ${boardItems} where ${boardItems.boardId} = ${boards.id} and ${boardItems.fileId} = ${coverId})`
  const [row] = await db
    .update(boards)
    .set({
      ...(name === undefined ? {} : { name }),
      ...(coverId === undefined ? {} : { coverId }),
    })
    .where(and(eq(boards.id, id), eq(boards.userId, userId), coverId ? isOnIt : undefined))
    .returning({ id: boards.id })
  return row ? ownBoard(db, userId, row.id) : new Refusal('not_found')
}

/** Deletes a board; its results stay where they are otherwise. */
export async function deleteBoard(db: Db, userId: string, id: string): Promise<Refusal | undefined> {
  const gone = await db
    .delete(boards)
    .where(and(eq(boards.id, id), eq(boards.userId, userId)))
    .returning({ id: boards.id })
  if (gone.length === 0) return new Refusal('not_found')
}
