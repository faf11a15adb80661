import { sql } from 'drizzle-orm'
import { bigint, bigserial, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from './columns'

/** Settings that need no restart, one JSON value each. */
export const settings = pgTable('settings', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  changedAt: instant('changed_at').notNull().defaultNow(),
})

/** What admins did. Rows are never changed or deleted (trigger). */
export const audit = pgTable(
  'audit',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text(),
    /** Why, in the admin's own words; null where nobody is asked. */
    reason: text(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index('audit_at').on(t.at, t.id),
    index('audit_actor').on(t.actor, t.at, t.id),
    index('audit_action').on(t.action, t.at, t.id),
    index('audit_subject').on(t.subject, t.at, t.id),
  ],
)

/** What admins asked for under an `Idempotency-Key`, and what they were told. A request that was refused leaves none. */
export const adminRequests = pgTable(
  'admin_requests',
  {
    actor: text().notNull(),
    key: text().notNull(),
    requestHash: text('request_hash').notNull(),
    /** Null only inside the transaction that does it. */
    answer: jsonb(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.actor, t.key] }),
    // Of requests that were a file: whether it came before.
    index('admin_requests_file').on(sql`(${t.answer} ->> 'file')`).where(sql`${t.answer} ? 'file'`),
  ],
)

/** The table of rate-limiter-flexible (its own column names). */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: 'number' }),
})
