import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'
import { files } from './files'
import { users } from './users'

/** A person's own collection of results, in the order that they drag. */
export const boards = pgTable(
  'boards',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    /** The picture on its cover; null: its first one. */
    coverId: text('cover_id').references(() => files.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('boards_user').on(t.userId, t.createdAt),
    check('boards_name', sql`length(${t.name}) between 1 and 80`),
  ],
)

export const boardItems = pgTable(
  'board_items',
  {
    boardId: text('board_id')
      .notNull()
      .references(() => boards.id, { onDelete: 'cascade' }),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    /** Where it lies, as a text that sorts in the order of bytes: between any two there is room for another. */
    place: text().notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.boardId, t.fileId] }),
    index('board_items_place').on(t.boardId, sql`${t.place} collate "C"`, t.fileId),
    index('board_items_file').on(t.fileId),
  ],
)
