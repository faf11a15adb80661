import 'server-only'
import { and, count, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boardItems, boards, files, shownResult } from '@/db/schema'
import { type FileRow, fileView } from '@/lib/files/queries'
import { newId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { BOARDS_MAX } from './bounds'
import type { BoardChange, BoardView } from './schema'

type BoardRow = typeof boards.$inferSelect

/** A person's boards, the newest first. */
export async function boardsOf(db: Db, userId: string): Promise<BoardView[]> {
  const rows = await db
    .select()
    .from(boards)
    .where(eq(boards.userId, userId))
    .orderBy(desc(boards.createdAt), desc(boards.id))
    .limit(BOARDS_MAX)
  return Promise.all(rows.map((row) => boardView(db, row)))
}

/** One board of this person; another's is not found. */
export async function ownBoard(db: Db, userId: string, id: string): Promise<BoardView | Refusal> {
  const row = await findBoard(db, userId, id)
  return row ? boardView(db, row) : new Refusal('not_found')
}

export async function findBoard(db: Db, userId: string, id: string): Promise<BoardRow | null> {
  const [row] = await db
    .select()
    .from(boards)
    .where(and(eq(boards.id, id), eq(boards.userId, userId)))
  return row ?? null
}

async function boardView(db: Db, row: BoardRow): Promise<BoardView> {
  const onIt = and(eq(boardItems.boardId, row.id), shownResult(files))
  const [counted] = await db
    .select({ count: count() })
    .from(boardItems)
    .innerJoin(files, eq(files.id, boardItems.fileId))
    .where(onIt)
  const cover = await coverOf(db, row, onIt)
  return {
    id: row.id,
    name: row.name,
    count: counted?.count ?? 0,
    cover: cover && fileView(cover),
    createdAt: row.createdAt.toISOString(),
  }
}

/** The chosen cover while it is on the board; else its first picture, or what else has a small picture. */
async function coverOf(db: Db, { coverId }: BoardRow, onIt: ReturnType<typeof and>): Promise<FileRow | null> {
  const [first] = await db
    .select({ file: files })
    .from(boardItems)
    .innerJoin(files, eq(files.id, boardItems.fileId))
    .where(onIt)
    .orderBy(
      sql`${files.id} = ${coverId ?? ''} desc, ${files.hasPreview} desc, ${boardItems.place} collate "C"`,
    )
    .limit(1)
  return first?.file ?? null
}

/** A new, empty board. The count is looked at in the same statement that inserts. */
export async function createBoard(db: Db, userId: string, name: string): Promise<BoardView | Refusal> {
  const made = await db.execute(sql`
    insert into boards (id, user_id, name)
    select ${newId()}, ${userId}, ${name}
    where (select count(*) from boards where user_id = ${userId}) < ${BOARDS_MAX}
    returning id`)
  const [row] = (made as unknown as { rows: { id: string }[] }).rows
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
      changedAt: sql`clock_timestamp()` as unknown as Date,
    })
    .where(and(eq(boards.id, id), eq(boards.userId, userId), coverId ? isOnIt : undefined))
    .returning()
  return row ? boardView(db, row) : new Refusal('not_found')
}

/** Deletes a board; its results stay where they are otherwise. */
export async function deleteBoard(db: Db, userId: string, id: string): Promise<Refusal | undefined> {
  const gone = await db
    .delete(boards)
    .where(and(eq(boards.id, id), eq(boards.userId, userId)))
    .returning({ id: boards.id })
  if (gone.length === 0) return new Refusal('not_found')
}
