import { sql } from 'drizzle-orm'
import {
  bigserial,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'

/**
 * How a job may end, for the books. `partial`: some of its results are gone for good; `late`: its result came after it
 * was given up, at price 0; `key` and `credit`: KIE refused our key, or had no credit left.
 */
export const jobOutcomes = ['done', 'partial', 'late', 'canceled', 'lost', 'key', 'credit', 'failed'] as const

const sums = {
  /** The day in UTC. */
  day: date().notNull(),
  model: text().notNull(),
  outcome: text({ enum: jobOutcomes }).notNull(),
  /** How long it took to a result: 1 + floor(4 log2(ms)); 0: there is none. */
  bucket: integer().notNull(),
  jobs: integer().notNull(),
  /** What people paid (thousandths). */
  paid: amount('paid').notNull(),
  /** What KIE charged for them, as far as it said (thousandths). */
  consumed: amount('consumed').notNull(),
  /** Results of which KIE did not say what they cost. */
  unsaid: integer().notNull(),
  /** What KIE's list says that those cost of which KIE said nothing though it made them (thousandths), else the hold. */
  expected: amount('expected').notNull().default(0),
}

/**
 * A row for each end of a job, written by triggers in the transaction that ends it, with the signs turned where a lost
 * job comes back to life. Rows wait here until they are folded into `job_days`: nobody waits for another's row.
 */
export const jobEnds = pgTable('job_ends', { id: bigserial({ mode: 'number' }).primaryKey(), ...sums })

/** The folded rows of `job_ends`. What both hold together is exact at any moment. */
export const jobDays = pgTable(
  'job_days',
  { ...sums, jobs: amount('jobs').notNull(), unsaid: amount('unsaid').notNull() },
  (t) => [primaryKey({ columns: [t.day, t.model, t.outcome, t.bucket] })],
)

/** What moved on an account, until it is folded. Written by triggers on the ledger, on balances and on attempts. */
export const accountMoves = pgTable('account_moves', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  account: text().notNull(),
  amount: amount('amount').notNull(),
})

/**
 * Kept sums: the house's accounts as the ledger has them, `people` as the balances have it (available and held of
 * everybody), `kie` as attempts have it (what KIE said that it charged), `kie.unsaid` as ended jobs have it (`expected`).
 */
export const accountTotals = pgTable('account_totals', {
  account: text().primaryKey(),
  total: amount('total').notNull(),
})

/** KIE's own balance from time to time, beside what our books knew then. */
export const balanceSamples = pgTable(
  'balance_samples',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: instant('at').notNull().default(sql`clock_timestamp()`),
    balance: amount('balance').notNull(),
    /** All that KIE ever said it charged, and what is expected where it said nothing. */
    consumed: amount('consumed').notNull(),
    /** What was held for tasks under way: KIE may have charged them before it says so. */
    inFlight: amount('in_flight').notNull(),
    /** How much the balance fell without a known charge, since it was last in order. */
    drift: amount('drift').notNull(),
  },
  (t) => [index('balance_samples_at').on(t.at)],
)

/** Raised once when KIE's balance and our books part; open until they agree again or an admin has settled it. */
export const bookAlarms = pgTable(
  'book_alarms',
  {
    id: text().primaryKey(),
    raisedAt: instant('raised_at').notNull().default(sql`clock_timestamp()`),
    /** The largest unexplained fall so far (thousandths). */
    drift: amount('drift').notNull(),
    endedAt: instant('ended_at'),
    /** The admin who settled it; null: it ended of itself. */
    endedBy: text('ended_by'),
    reason: text(),
  },
  (t) => [
    uniqueIndex('book_alarms_open').on(sql`(${t.endedAt} is null)`).where(sql`${t.endedAt} is null`),
    index('book_alarms_raised').on(t.raisedAt),
    check('book_alarms_settled', sql`(${t.endedBy} is null) = (${t.reason} is null)`),
  ],
)

/** One run of the auditor through all books. At most one is open; who holds it works on it, from where it stands. */
export const bookAudits = pgTable(
  'book_audits',
  {
    id: text().primaryKey(),
    /** The admin who asked for it; null: the daily one. */
    askedBy: text('asked_by'),
    startedAt: instant('started_at').notNull().default(sql`clock_timestamp()`),
    finishedAt: instant('finished_at'),
    heldBy: text('held_by'),
    heldUntil: instant('held_until'),
    /** Which part is being looked through, and the key up to which it is done. */
    part: text().notNull().default('people'),
    upTo: text('up_to').notNull().default(''),
    /** People, jobs and ledger rows looked at. */
    checked: integer().notNull().default(0),
    /** How many findings there are; the first hundred are kept. */
    found: integer().notNull().default(0),
    findings: jsonb().$type<{ rule: string; subject: string; detail: unknown }[]>().notNull().default([]),
  },
  (t) => [
    uniqueIndex('book_audits_open').on(sql`(${t.finishedAt} is null)`).where(sql`${t.finishedAt} is null`),
    index('book_audits_started').on(t.startedAt),
  ],
)

/** What the store holds, by kind of file, as it was last added up. */
export const storageSums = pgTable('storage_sums', {
  kind: text().primaryKey(),
  files: amount('files').notNull(),
  bytes: amount('bytes').notNull(),
  at: instant('at').notNull(),
})
