import { integer, pgTable } from 'drizzle-orm/pg-core'
import { instant } from './columns'

/** How many callbacks came with a wrong or missing signature, by hours: a day of them, so 25 rows at most. */
export const refusedCallbacks = pgTable('refused_callbacks', {
  hour: instant('hour').primaryKey(),
  count: integer().notNull(),
  lastAt: instant('last_at').notNull(),
})
