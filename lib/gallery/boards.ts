import 'server-only'
import { and, desc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boardItems, boards, files, shownResult } from '@/db/schema'
import { fileView } from '@/lib/files/queries'
import { newId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { BOARDS_MAX } from './bounds'
import type { BoardChange, BoardView } from './schema'

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
    .select({ ...getTableColumns(files), count: sql<number>`(count(*) over ())::int`.as('count') })
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
    .where(which)
    .orderBy(desc(boards.createdAt), desc(boards.id))
    .limit(limit)
  return rows.map(({ boards: board, on_top: cover }) => ({
    id: board.id,
    name: board.name,
    count: cover?.count ?? 0,
    cover: cover && fileView(cover),
    createdAt: board.createdAt.toISOString(),
  }))
}

/** A new, empty board. The count is looked at in the same statement that inserts. */
export async function createBoard(db: Db, userId: string, name: string): Promise<BoardView | Refusal> {
  const made = await rowsOf<{ id: string }>(
    db,
    sql`
    insert into boards (id, user_id, name)
    select ${newId()}, ${userId}, ${name}
    where (select count(*) from boards where user_id = ${userId}) < ${BOARDS_MAX}
    returning id`,
  )
  const [row] = made
  if (!row) return invalid({ name: { key: 'too_many', values: { max: BOARDS_MAX } } })
  return ownBoard(db, userId, row.id)
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
      changedAt: sql`clock_timestamp()`,
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
