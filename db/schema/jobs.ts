import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'
import { priceRules } from './prices'
import { users } from './users'

export const jobStatuses = ['queued', 'running', 'storing', 'done', 'failed', 'canceled'] as const

/**
 * The jobs table is the queue: a row with `wakeAt` set wants work. `lease` names the worker process that has it;
 * a lease counts only while that process holds its advisory lock (PostgreSQL) or the directory lock (PGlite).
 */
export const jobs = pgTable(
  'jobs',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    model: text().notNull(),
    status: text({ enum: jobStatuses }).notNull().default('queued'),
    /** The upstream's own word while running, or `uncertain`. */
    stage: text(),
    /** Raised by a trigger at every change that people see. */
    version: integer().notNull().default(1),
    /** What the model is asked, as KIE gets it, but files and earlier jobs are named by our ids. */
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The price fixed at submission and held (thousandths). */
    hold: amount('hold').notNull(),
    /** How many seconds, pictures, … the hold is for where the price depends on what comes out; null: it does not. */
    units: doublePrecision('units'),
    /** The price rule that counted at submission; null: KIE's price as it was. */
    ruleId: bigint('rule_id', { mode: 'number' }).references(() => priceRules.id),
    /** What KIE's own figure is multiplied by at capture (thousandths). */
    factor: integer('factor').notNull().default(1_000),
    /** KIE's price of what is held, before the rule (thousandths); null: not known. */
    listPrice: amount('list_price'),
    /** What was captured in the end (thousandths); null until done. */
    charged: amount('charged'),
    errorCode: text('error_code'),
    /** The upstream's own sentence, for the person's eyes too; secrets removed. */
    errorDetail: text('error_detail'),
    batchId: text('batch_id'),
    retryOf: text('retry_of'),
    idempotencyKey: text('idempotency_key'),
    requestHash: text('request_hash').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    wakeAt: instant('wake_at').defaultNow(),
    /** Set by a callback; the lease's holder looks for it once a second in case the notification was lost. */
    wokenAt: instant('woken_at'),
    lease: bigint({ mode: 'number' }),
  },
  (t) => [
    uniqueIndex('jobs_idempotency')
      .on(t.userId, t.idempotencyKey)
      .where(sql`${t.idempotencyKey} is not null`),
    // All ascending, also where the newest come first: drizzle's desc() means "nulls last", which no such list asks for.
    index('jobs_user').on(t.userId, t.createdAt, t.id),
    index('jobs_created').on(t.createdAt, t.id),
    index('jobs_model').on(t.model, t.createdAt, t.id),
    // All but the many that are done, which lie close together among all jobs.
    index('jobs_state').on(t.status, t.createdAt, t.id).where(sql`${t.status} <> 'done'`),
    index('jobs_retry').on(t.retryOf).where(sql`${t.retryOf} is not null`),
    index('jobs_changed').on(t.updatedAt),
    index('jobs_user_changed').on(t.userId, t.updatedAt),
    // One person's of each state that passes, and the hop from one waiting person to the next.
    index('jobs_user_open')
      .on(t.userId, t.status, t.createdAt, t.id)
      .where(sql`${t.status} in ('queued', 'running', 'storing')`),
    index('jobs_due').on(t.wakeAt).where(sql`${t.wakeAt} is not null`),
    index('jobs_uncertain').on(t.createdAt).where(sql`${t.stage} = 'uncertain'`),
    index('jobs_given_up')
      .on(t.finishedAt, t.id)
      .where(sql`${t.errorCode} in ('lost', 'upstream_key', 'upstream_credit')`),
    index('jobs_lease').on(t.lease).where(sql`${t.lease} is not null`),
    index('jobs_done').on(t.finishedAt).where(sql`${t.status} = 'done'`),
    index('jobs_done_model').on(t.model, t.finishedAt).where(sql`${t.status} = 'done'`),
    check('jobs_factor', sql`${t.factor} > 0`),
    check('jobs_status', sql`${t.status} in ('queued', 'running', 'storing', 'done', 'failed', 'canceled')`),
    check('jobs_hold', sql`${t.hold} >= 0`),
    check('jobs_units', sql`${t.units} > 0`),
    check('jobs_charged', sql`${t.charged} between 0 and ${t.hold}`),
    check('jobs_done_charged', sql`(${t.status} = 'done') = (${t.charged} is not null)`),
    check(
      'jobs_finished',
      sql`(${t.status} in ('done', 'failed', 'canceled')) = (${t.finishedAt} is not null)`,
    ),
  ],
)

/** One createTask each. Committed before the call, because createTask cannot be repeated safely. */
export const attempts = pgTable(
  'attempts',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    n: integer().notNull(),
    nonce: text().notNull(),
    state: text({ enum: ['begun', 'uncertain', 'bound', 'refused', 'ended'] })
      .notNull()
      .default('begun'),
    begunAt: instant('begun_at').notNull().defaultNow(),
    taskId: text('task_id'),
    /** The upstream's record of a success (`{urls, …}`), stored before the download begins. */
    record: jsonb().$type<{ urls: string[]; texts: string[] }>(),
    /** What the upstream says it charged (thousandths). */
    creditsConsumed: amount('credits_consumed'),
    /** How long the upstream says it worked (ms). */
    costMs: integer('cost_ms'),
    error: text(),
    /** Callbacks heard at this attempt's address, when the last one came, and which task it named (a hint, J3). */
    callbacks: integer().notNull().default(0),
    calledAt: instant('called_at'),
    calledTaskId: text('called_task_id'),
    /** How often recordInfo was asked. Counted in memory, written with the task's end. */
    looks: integer().notNull().default(0),
    lookedAt: instant('looked_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.n] }),
    uniqueIndex('attempts_task').on(t.taskId),
    // J2 as a rule of the database: while one may be alive upstream, there is no other.
    uniqueIndex('attempts_alive').on(t.jobId).where(sql`${t.state} in ('begun', 'uncertain', 'bound')`),
    index('attempts_begun').on(t.begunAt),
    check('attempts_state', sql`${t.state} in ('begun', 'uncertain', 'bound', 'refused', 'ended')`),
    check('attempts_bound', sql`${t.state} <> 'bound' or ${t.taskId} is not null`),
  ],
)

/** When each person's job was last sent: the one who waited longest is next. */
export const turns = pgTable('turns', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id),
  at: instant('at').notNull(),
})
