import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { boards } from './boards'
import { instant } from './columns'
import { files } from './files'
import { users } from './users'

/** A link that shows chosen results, or a board as it is when looked at, to whoever holds it. Only its token's hash is kept. */
export const shares = pgTable(
  'shares',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    tokenHash: text('token_hash').notNull(),
    /** What its page is called; null: nothing is said. */
    title: text(),
    /** Set: the board's results; null: those of `share_items`. */
    boardId: text('board_id').references(() => boards.id, { onDelete: 'cascade' }),
    /** Null: until it is revoked. */
    expiresAt: instant('expires_at'),
    passwordHash: text('password_hash'),
    /** Null: any number. */
    maxViews: integer('max_views'),
    views: integer('views').notNull().default(0),
    lastViewAt: instant('last_view_at'),
    allowsDownload: boolean('allows_download').notNull().default(false),
    showsOriginal: boolean('shows_original').notNull().default(false),
    showsSettings: boolean('shows_settings').notNull().default(false),
    revokedAt: instant('revoked_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('shares_token').on(t.tokenHash),
    // Of one's own links only those are listed that were not revoked.
    index('shares_user').on(t.userId, t.createdAt, t.id).where(sql`${t.revokedAt} is null`),
    index('shares_board').on(t.boardId),
    check('shares_views', sql`${t.views} >= 0 and (${t.maxViews} is null or ${t.views} <= ${t.maxViews})`),
  ],
)

export const shareItems = pgTable(
  'share_items',
  {
    shareId: text('share_id')
      .notNull()
      .references(() => shares.id, { onDelete: 'cascade' }),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shareId, t.fileId] }), index('share_items_file').on(t.fileId)],
)

/**
 * The presses of a link's door of the last minute, each under the id that stood in its form: the same form sent twice
 * is one view.
 */
export const sharePresses = pgTable(
  'share_presses',
  {
    shareId: text('share_id')
      .notNull()
      .references(() => shares.id, { onDelete: 'cascade' }),
    press: text().notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.shareId, t.press] })],
)
