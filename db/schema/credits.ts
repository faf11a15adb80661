import { sql } from 'drizzle-orm'
import { bigserial, check, date, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'
import { jobs } from './jobs'
import { users } from './users'

export const ledgerKinds = [
  'grant',
  'take',
  'redeem',
  'hold',
  'capture',
  'remainder',
  'release',
  'loss',
] as const

/** Written by the ledger's trigger only; a direct UPDATE is refused by the database. */
export const balances = pgTable(
  'balances',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.id),
    available: amount('available').notNull().default(0),
    held: amount('held').notNull().default(0),
    /** Holds without a resolution. */
    openJobs: integer('open_jobs').notNull().default(0),
    /** What was held on `usedOn` (UTC) and did not come back (thousandths). */
    used: amount('used').notNull().default(0),
    usedOn: date('used_on', { mode: 'string' }),
  },
  (t) => [
    check('balances_available', sql`${t.available} >= 0`),
    check('balances_held', sql`${t.held} >= 0`),
    check('balances_open_jobs', sql`${t.openJobs} >= 0`),
    check('balances_used', sql`${t.used} >= 0`),
  ],
)

/**
 * Every movement is one row from a debit to a credit account, so the sum over all accounts is zero by construction.
 * Inserting a row is what moves the balance (trigger `ledger_apply`); rows are never changed or deleted.
 */
export const ledger = pgTable(
  'ledger',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: instant('at').notNull().default(sql`clock_timestamp()`),
    kind: text({ enum: ledgerKinds }).notNull(),
    debit: text().notNull(),
    credit: text().notNull(),
    amount: amount('amount').notNull(),
    userId: text('user_id').references(() => users.id),
    jobId: text('job_id').references(() => jobs.id),
    /** The person's balance after this row; null on rows of the house alone. Filled by the trigger. */
    availableAfter: amount('available_after'),
    heldAfter: amount('held_after'),
    /** Who did it: a user id, or `system`. */
    actor: text().notNull(),
    reason: text().notNull(),
    idempotencyKey: text('idempotency_key'),
  },
  (t) => [
    index('ledger_user').on(t.userId, t.id.desc()),
    index('ledger_user_at').on(t.userId, t.at),
    index('ledger_grants').on(t.userId, t.id.desc()).where(sql`${t.jobId} is null`),
    index('ledger_job').on(t.jobId),
    index('ledger_losses').on(t.id.desc()).where(sql`${t.kind} = 'loss'`),
    uniqueIndex('ledger_hold_once').on(t.jobId).where(sql`${t.kind} = 'hold'`),
    uniqueIndex('ledger_resolution_once').on(t.jobId).where(sql`${t.kind} in ('capture', 'release')`),
    uniqueIndex('ledger_remainder_once').on(t.jobId).where(sql`${t.kind} = 'remainder'`),
    uniqueIndex('ledger_loss_once').on(t.jobId).where(sql`${t.kind} = 'loss'`),
    uniqueIndex('ledger_idempotency').on(t.idempotencyKey).where(sql`${t.idempotencyKey} is not null`),
    check('ledger_amount', sql`${t.amount} >= 0`),
    check(
      'ledger_accounts',
      sql`(${t.kind}, ${t.debit}, ${t.credit}) in (
        ('grant', 'house.grants', 'user.available'), ('take', 'user.available', 'house.grants'),
        ('redeem', 'house.codes', 'user.available'),
        ('hold', 'user.available', 'user.held'), ('release', 'user.held', 'user.available'),
        ('remainder', 'user.held', 'user.available'), ('capture', 'user.held', 'house.revenue'),
        ('loss', 'house.losses', 'house.kie'))`,
    ),
    check('ledger_user_known', sql`(${t.kind} = 'loss') = (${t.userId} is null)`),
    check('ledger_job_known', sql`(${t.kind} in ('grant', 'take', 'redeem')) = (${t.jobId} is null)`),
  ],
)
