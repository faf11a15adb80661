import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant } from './columns'
import { users } from './users'

/** What an admin decided about a model of the catalogue; no row: as the data says. */
export const modelSettings = pgTable('model_settings', {
  modelId: text('model_id').primaryKey(),
  /** On or off; null: as the data says (retired ones are off). */
  offered: boolean('offered'),
  changedAt: instant('changed_at').notNull().defaultNow(),
})

export const favourites = pgTable(
  'favourites',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    modelId: text('model_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.modelId] })],
)

/** Settings of a model that a person keeps under a name. Media are not kept: they are chosen for each run. */
export const presets = pgTable(
  'presets',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    modelId: text('model_id').notNull(),
    name: text().notNull(),
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('presets_user').on(t.userId, t.modelId, t.createdAt),
    uniqueIndex('presets_name').on(t.userId, t.modelId, sql`lower(${t.name})`),
  ],
)

/** What a check of the catalogue last saw of each model at KIE. */
export const modelWatch = pgTable('model_watch', {
  modelId: text('model_id').primaryKey(),
  /** KIE's own words about the price as they were when the model was first seen or an admin last accepted them. */
  priceText: text('price_text'),
  /** When its document was last read; a check that was cut off goes on with those read before it began. */
  readAt: instant('read_at'),
})

/** One look through KIE's whole list each. At most one is open (unique index); the process that holds it works on it. */
export const modelChecks = pgTable(
  'model_checks',
  {
    id: text().primaryKey(),
    /** The admin who asked for it; null: the daily one. */
    askedBy: text('asked_by'),
    startedAt: instant('started_at').notNull().defaultNow(),
    holder: text(),
    heldUntil: instant('held_until'),
    /** Documents to read, known once the list is there; how many are read, and how many could not be. */
    total: integer(),
    read: integer().notNull().default(0),
    missed: integer().notNull().default(0),
    finishedAt: instant('finished_at'),
    problem: text({ enum: ['unauthorized', 'unavailable', 'implausible'] }),
  },
  (t) => [
    uniqueIndex('model_checks_open').on(sql`(${t.finishedAt} is null)`).where(sql`${t.finishedAt} is null`),
  ],
)

/**
 * Where KIE and the catalogue are not at one. A row lasts while that is so; what an admin decided about it counts as
 * long. At most one lasting row for each model and kind (unique index).
 */
export const modelFindings = pgTable(
  'model_findings',
  {
    id: text().primaryKey(),
    modelId: text('model_id').notNull(),
    kind: text({ enum: ['new', 'gone', 'schema', 'price'] }).notNull(),
    /** Of what was found: another digest is another finding. */
    digest: text().notNull(),
    detail: jsonb().$type<unknown>().notNull(),
    foundAt: instant('found_at').notNull().defaultNow(),
    /** A later check no longer saw it, or saw something else. */
    endedAt: instant('ended_at'),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    decision: text({ enum: ['accepted', 'dismissed'] }),
    reason: text(),
  },
  (t) => [
    uniqueIndex('model_findings_lasting').on(t.modelId, t.kind).where(sql`${t.endedAt} is null`),
    check('model_findings_kind', sql`${t.kind} in ('new', 'gone', 'schema', 'price')`),
    check(
      'model_findings_decided',
      sql`num_nulls(${t.decidedAt}, ${t.decidedBy}, ${t.decision}, ${t.reason}) in (0, 4)`,
    ),
  ],
)
