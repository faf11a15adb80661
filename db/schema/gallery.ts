import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { users } from './users'

/** How many results of each month (of UTC) a person's gallery holds. Kept by triggers on `files`; a zero may stay. */
export const galleryMonths = pgTable(
  'gallery_months',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** `2026-11` */
    month: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.month] })],
)

/**
 * A number that every change of what a person's gallery, boards and trash hold raises, so that what was counted before
 * it is known to be old in every process. Kept by triggers on `files`, and by whoever changes a board.
 */
export const galleryVersions = pgTable('gallery_versions', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  version: bigint({ mode: 'number' }).notNull(),
})

/**
 * Every word that a person's results were ever found by, so that a word begun becomes the words that begin so. In the
 * order of bytes. Kept by the trigger that writes `files.words`.
 */
export const galleryWords = pgTable(
  'gallery_words',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    word: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.word] }),
    index('gallery_words_word').on(t.userId, sql`${t.word} collate "C"`),
  ],
)
