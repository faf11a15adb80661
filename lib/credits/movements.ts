import 'server-only'
import { and, desc, eq, gt, gte, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, jobInputs, jobs, ledger } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { modelWords } from '@/lib/catalog/words/words'
import { pageOf } from '@/lib/keyset'
import type { Locale } from '@/lib/locale'
import { rowsOf } from '@/lib/rows'
import { toCredits } from './amount'
import { monthOf, monthSpan, monthsBetween, type Span } from './month'
import type { MovementFilter, MovementsView, MovementView } from './movement-view'

export type MovementsQuery = {
  /** All time unless given. */
  month?: string | undefined
  zone: string
  kind: MovementFilter
  /** The id below which to go on. */
  cursor?: number | undefined
  limit: number
}

/**
 * A page of a person's movements, newest first. A person's ids are given under the lock of their balance, so rows that
 * come while somebody pages stand above every page: none is skipped or seen twice.
 */
export async function movements(
  db: Db,
  userId: string,
  query: MovementsQuery,
  locale: Locale,
): Promise<MovementsView> {
  const inMonth = query.month && (await within(db, userId, monthSpan(query.month, query.zone)))
  const rows = await db
    .select({ line: ledger, model: jobs.model, name: files.name })
    .from(ledger)
    .leftJoin(jobs, eq(jobs.id, ledger.jobId))
    .leftJoin(jobInputs, and(eq(jobInputs.jobId, ledger.jobId), eq(jobInputs.position, 0)))
    .leftJoin(files, eq(files.id, jobInputs.fileId))
    .where(
      and(
        eq(ledger.userId, userId),
        query.cursor === undefined ? undefined : lt(ledger.id, query.cursor),
        query.kind === 'grants' ? isNull(ledger.jobId) : undefined,
        query.kind === 'jobs' ? isNotNull(ledger.jobId) : undefined,
        inMonth || undefined,
      ),
    )
    .orderBy(desc(ledger.id))
    .limit(query.limit + 1)
  const { shown, next } = pageOf(rows, query.limit, ({ line }) => String(line.id))
  return { movements: shown.map(({ line, model, name }) => view(line, model, name, locale)), next }
}

/** Longer than any statement waits for a person's balance (ms). */
const SLACK_MS = 3_600_000

/**
 * A span of time as a range of ids, so that the newest rows are not read on the way to an old month. A row takes its
 * time, then waits for its id, so neighbours may be out of step: the range is an hour too wide at both ends, and the
 * rows' own times decide. The ids are asked for first: only a number that it knows lets the planner walk the range.
 */
async function within(db: Db, userId: string, { from, to }: Span): Promise<SQL | undefined> {
  const edge = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`
  const found = await rowsOf<{ below: string | null; above: string | null }>(
    db,
    sql`
    select
      (select id from ledger where user_id = ${userId} and at < ${edge(from.getTime() - SLACK_MS)}
        order by at desc limit 1)::text as below,
      (select id from ledger where user_id = ${userId} and at >= ${edge(to.getTime() + SLACK_MS)}
        order by at limit 1)::text as above`,
  )
  const [ids] = found
  return and(
    gte(ledger.at, from),
    lt(ledger.at, to),
    ids?.below ? gt(ledger.id, Number(ids.below)) : undefined,
    ids?.above ? lt(ledger.id, Number(ids.above)) : undefined,
  )
}

function view(
  line: typeof ledger.$inferSelect,
  model: string | null,
  name: string | null,
  locale: Locale,
): MovementView {
  return {
    id: line.id,
    at: line.at.toISOString(),
    kind: line.kind,
    amount: toCredits(line.amount),
    availableAfter: toCredits(line.availableAfter ?? 0),
    heldAfter: toCredits(line.heldAfter ?? 0),
    reason: line.jobId === null ? line.reason : reasonOf(line),
    job:
      line.jobId === null ? null : { id: line.jobId, model: model ?? '', tool: toolOf(locale, model), name },
  }
}

/** Rows of jobs carry the model as their reason; only what gives a hold back has more to say. */
const reasonOf = ({ kind, reason }: typeof ledger.$inferSelect) =>
  kind === 'release' ? (reason === 'canceled' ? 'canceled' : 'failed') : null

/** A model's tool in the caller's language; a model that is gone keeps its id. */
export const toolOf = (locale: Locale, model: string | null): string =>
  model && findModel(model) ? modelWords(locale, model).tool : (model ?? '')

/** The months up to that of `now` in which this person's credits moved, the latest first. */
export async function movedMonths(db: Db, userId: string, zone: string, now: Date): Promise<string[]> {
  const [first] = await db
    .select({ at: ledger.at })
    .from(ledger)
    .where(eq(ledger.userId, userId))
    .orderBy(ledger.at)
    .limit(1)
  if (!first) return []
  const asked = monthsBetween(monthOf(first.at, zone), monthOf(now, zone)).map((month) => ({
    month,
    ...monthSpan(month, zone),
  }))
  const found = await rowsOf<{ month: string }>(
    db,
    sql`
    select month from unnest(
      ${list(asked.map(({ month }) => month))}::text[],
      ${list(asked.map(({ from }) => from.toISOString()))}::timestamptz[],
      ${list(asked.map(({ to }) => to.toISOString()))}::timestamptz[]) as asked (month, first, past)
    where exists (select from ledger l where l.user_id = ${userId} and l.at >= first and l.at < past)`,
  )
  const moved = new Set(found.map(({ month }) => month))
  return asked.map(({ month }) => month).filter((month) => moved.has(month))
}

/** An array's text form: of words and instants without quotes or commas. */
export const list = (values: readonly string[]) => `{${values.join(',')}}`
