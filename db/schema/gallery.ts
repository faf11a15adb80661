import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
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
