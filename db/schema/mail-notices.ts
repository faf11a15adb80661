import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'
import { jobs } from './jobs'
import { users } from './users'

/** A set of jobs that has ended after a long time, and the one mail about it. A row decides once, however many look. */
export const mailNotices = pgTable(
  'mail_notices',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The batch, or the job itself where it has none. */
    setId: text('set_id').notNull(),
    /** The only job of it; null: there are several. */
    jobId: text('job_id').references(() => jobs.id),
    done: integer().notNull(),
    failed: integer().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** How often a process took it to send, and when the last did. */
    tries: integer().notNull().default(0),
    triedAt: instant('tried_at'),
    sentAt: instant('sent_at'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.setId] }),
    index('mail_notices_due').on(t.createdAt).where(sql`${t.sentAt} is null`),
    index('mail_notices_created').on(t.createdAt),
  ],
)
