import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant } from './columns'
import { jobs } from './jobs'
import { users } from './users'

/** What a gallery holds: results of jobs and finished pictures that are neither in the trash nor deleted. */
export const shownResult = (t: Record<'jobId' | 'finishOf' | 'trashedAt' | 'deletedAt', AnyPgColumn>) =>
  sql`(${t.jobId} is not null or ${t.finishOf} is not null) and ${t.trashedAt} is null and ${t.deletedAt} is null`

/**
 * One row, one blob: an upload (`jobId` null) or an output of a job (`jobId` and `position` set).
 * An output's id is what galleries, boards, shares and the trash hold.
 */
export const files = pgTable(
  'files',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    jobId: text('job_id').references(() => jobs.id),
    position: integer(),
    kind: text({ enum: ['image', 'video', 'audio', 'text'] }).notNull(),
    name: text().notNull(),
    mime: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    width: integer(),
    height: integer(),
    durationMs: integer('duration_ms'),
    sha256: text().notNull(),
    /** A data URL of under 1 kB, painted blurred until the picture is there. */
    placeholder: text(),
    /** The clean copy that the upstream is sent (metadata gone, orientation applied); null: there is none. */
    cleanMime: text('clean_mime'),
    cleanBytes: bigint('clean_bytes', { mode: 'number' }),
    hasPreview: boolean('has_preview').notNull().default(false),
    /** The waveform of a sound, sent by its owner's browser. */
    hasPeaks: boolean('has_peaks').notNull().default(false),
    /** Of an output: the model that made it. */
    model: text(),
    /** Of a finished picture: the output that it was made from. It has no job, and costs nothing. */
    finishOf: text('finish_of').references((): AnyPgColumn => files.id),
    /** Of a finished picture: what was done (`lib/finish/schema`). */
    recipe: jsonb().$type<Record<string, unknown>>(),
    isFavourite: boolean('is_favourite').notNull().default(false),
    /** Of a result: what it is found by, each behind the first letters of its person's id. Kept by a trigger. */
    words: text().array(),
    /** When the person threw it away; hidden everywhere but in the trash, shares at once. */
    trashedAt: instant('trashed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** When it was brought back from the trash: its time of being kept begins anew. */
    keptAt: instant('kept_at'),
    /** When its bytes went; the row stays for the job that made it. */
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    uniqueIndex('files_output').on(t.jobId, t.position),
    index('files_user').on(t.userId, t.createdAt),
    // The orders in which results are walked: all, of a model, favourites; and what was thrown away.
    index('files_results').on(t.userId, t.createdAt, t.id).where(shownResult(t)),
    index('files_results_model').on(t.userId, t.model, t.createdAt, t.id).where(shownResult(t)),
    index('files_results_favourite')
      .on(t.userId, t.createdAt, t.id)
      .where(sql`${t.isFavourite} and ${shownResult(t)}`),
    index('files_words').using('gin', t.words).where(sql`${t.words} is not null`),
    index('files_trash')
      .on(t.userId, t.trashedAt, t.id)
      .where(sql`${t.trashedAt} is not null and ${t.deletedAt} is null`),
    index('files_trashed').on(t.trashedAt).where(sql`${t.trashedAt} is not null and ${t.deletedAt} is null`),
    index('files_unused').on(t.createdAt).where(sql`${t.jobId} is null and ${t.finishOf} is null`),
    index('files_finishes').on(t.finishOf).where(sql`${t.finishOf} is not null`),
    // One recipe makes one version of a result, however often it is asked for.
    uniqueIndex('files_finish_once')
      .on(t.finishOf, sql`md5(${t.recipe}::text)`)
      .where(sql`${t.finishOf} is not null and ${t.deletedAt} is null`),
    check('files_output_whole', sql`(${t.jobId} is null) = (${t.position} is null)`),
    check('files_model', sql`(${t.jobId} is null) = (${t.model} is null)`),
    check(
      'files_finish',
      sql`(${t.finishOf} is null) = (${t.recipe} is null) and (${t.finishOf} is null or ${t.jobId} is null)`,
    ),
    check('files_bytes', sql`${t.bytes} >= 0`),
  ],
)
