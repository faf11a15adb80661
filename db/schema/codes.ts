import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'
import { users } from './users'

/** Redemption codes that were made together. The codes' own words come out of `seed`, which is emptied when they are handed out. */
export const codeBatches = pgTable(
  'code_batches',
  {
    id: text().primaryKey(),
    /** What one redemption gives (thousandths). */
    amount: amount('amount').notNull(),
    count: integer().notNull(),
    /** Redemptions of each code. */
    uses: integer().notNull(),
    /** Redemptions of all its codes so far; counted by the trigger on `code_redemptions`. */
    redeemed: integer().notNull().default(0),
    note: text().notNull(),
    seed: text(),
    expiresAt: instant('expires_at'),
    createdBy: text('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    exportedAt: instant('exported_at'),
    canceledAt: instant('canceled_at'),
    cancelReason: text('cancel_reason'),
  },
  (t) => [
    index('code_batches_created').on(t.createdAt.desc(), t.id.desc()),
    check('code_batches_numbers', sql`${t.amount} > 0 and ${t.count} > 0 and ${t.uses} > 0`),
    check('code_batches_redeemed', sql`${t.redeemed} between 0 and ${t.count}::bigint * ${t.uses}`),
    // Handed out or canceled, nobody can read the codes any more.
    check(
      'code_batches_seed',
      sql`(${t.seed} is null) = (${t.exportedAt} is not null or ${t.canceledAt} is not null)`,
    ),
  ],
)

export const codes = pgTable(
  'codes',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => codeBatches.id),
    n: integer().notNull(),
    hash: text().notNull(),
    /** The last letters: what people and admins know it by. */
    tail: text().notNull(),
    uses: integer().notNull(),
    used: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.n] }),
    uniqueIndex('codes_hash').on(t.hash),
    check('codes_used', sql`${t.used} between 0 and ${t.uses}`),
  ],
)

/** Each leaves one row in the ledger, `redeem:ID`. Its trigger counts it, or refuses it by inserting nothing. */
export const codeRedemptions = pgTable(
  'code_redemptions',
  {
    id: text().primaryKey(),
    batchId: text('batch_id').notNull(),
    n: integer().notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    at: instant('at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    foreignKey({ columns: [t.batchId, t.n], foreignColumns: [codes.batchId, codes.n] }),
    uniqueIndex('code_redemptions_once').on(t.batchId, t.n, t.userId),
    index('code_redemptions_code').on(t.batchId, t.n, t.at.desc(), t.id.desc()),
    index('code_redemptions_batch').on(t.batchId, t.at.desc(), t.id.desc()),
  ],
)
