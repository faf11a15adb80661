import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from './columns'
import { files } from './files'
import { users } from './users'

/** Recipes that a person keeps under a name (`lib/finish/schema`). */
export const finishPresets = pgTable(
  'finish_presets',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    recipe: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The picture that it lays behind a subject; as long as it is named here it is no unused upload. */
    backgroundId: text('background_id').references(() => files.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('finish_presets_name').on(t.userId, sql`lower(${t.name})`),
    index('finish_presets_background').on(t.backgroundId).where(sql`${t.backgroundId} is not null`),
  ],
)
