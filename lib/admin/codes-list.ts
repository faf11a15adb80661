import 'server-only'
import { and, asc, desc, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { codeBatches, codeRedemptions, codes, users } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { before, type PageAsked, pageOf, readKey, writeKey } from '@/lib/keyset'
import { invalid, Refusal } from '@/lib/refusal'
import type {
  BatchesView,
  BatchState,
  BatchView,
  CodesView,
  CodeView,
  Redeemer,
  RedemptionsView,
} from './codes-view'

/** Who redeemed a code, how many of them its line names. */
const LATEST = 3

const { seed: _, ...columns } = getTableColumns(codeBatches)
const fields = {
  batch: columns,
  isOver: sql<boolean>`coalesce(${codeBatches.expiresAt} <= clock_timestamp(), false)`,
  by: users.name,
}
type Row = { batch: Omit<typeof codeBatches.$inferSelect, 'seed'>; isOver: boolean; by: string }

const read = (db: Db) =>
  db.select(fields).from(codeBatches).innerJoin(users, eq(users.id, codeBatches.createdBy))

export async function readBatch(db: Db, id: string): Promise<Row | null> {
  const [row] = await read(db).where(eq(codeBatches.id, id))
  return row ?? null
}

/** Batches, the newest first. */
export async function listBatches(db: Db, page: PageAsked): Promise<BatchesView | Refusal> {
  const after = readKey(page.cursor)
  if (after instanceof Refusal) return after
  const rows = await read(db)
    .where(after && before(codeBatches.createdAt, codeBatches.id, after))
    .orderBy(desc(codeBatches.createdAt), desc(codeBatches.id))
    .limit(page.limit + 1)
  const { shown, next } = pageOf(rows, page.limit, ({ batch }) => writeKey(batch.createdAt, batch.id))
  return { batches: shown.map(batchView), next }
}

export function batchView(row: Row): BatchView {
  const { amount, expiresAt, createdAt, exportedAt, canceledAt, createdBy: __, ...batch } = row.batch
  return {
    ...batch,
    amount: toCredits(amount),
    state: stateOf(row),
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    createdBy: row.by,
    exportedAt: exportedAt?.toISOString() ?? null,
    canceledAt: canceledAt?.toISOString() ?? null,
  }
}

function stateOf({ batch, isOver }: Row): BatchState {
  if (batch.canceledAt) return 'canceled'
  if (batch.redeemed === batch.count * batch.uses) return 'used'
  if (isOver) return 'expired'
  return batch.exportedAt ? 'open' : 'new'
}

/** A batch's codes by number, each with the latest who redeemed it. Refused with `not_found`. */
export async function listCodes(db: Db, batchId: string, page: PageAsked): Promise<CodesView | Refusal> {
  if (page.cursor !== undefined && !/^\d{1,6}$/.test(page.cursor))
    return invalid({ cursor: { key: 'wrong_form' } })
  const rows = await db
    .select({
      n: codes.n,
      tail: codes.tail,
      used: codes.used,
      latest: sql<Redeemer[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'at', ${isoOf(sql`one.at`)}) order by one.at desc, one.id desc), '[]')
        from (
          select r.id, r.user_id, r.at from code_redemptions r
          where codes.used > 0 and r.batch_id = codes.batch_id and r.n = codes.n
          order by r.at desc, r.id desc limit ${LATEST}) one
        join users u on u.id = one.user_id)`,
    })
    .from(codes)
    .where(
      and(
        eq(codes.batchId, batchId),
        page.cursor === undefined ? undefined : gt(codes.n, Number(page.cursor)),
      ),
    )
    .orderBy(asc(codes.n))
    .limit(page.limit + 1)
  if (rows.length === 0 && !(await readBatch(db, batchId))) return new Refusal('not_found')
  const { shown, next } = pageOf<CodeView>(rows, page.limit, ({ n }) => String(n))
  return { codes: shown, next }
}

/** Who redeemed a batch's codes, the latest first. Refused with `not_found`. */
export async function listRedemptions(
  db: Db,
  batchId: string,
  page: PageAsked,
): Promise<RedemptionsView | Refusal> {
  const after = readKey(page.cursor)
  if (after instanceof Refusal) return after
  const rows = await db
    .select({ one: codeRedemptions, tail: codes.tail, name: users.name })
    .from(codeRedemptions)
    .innerJoin(codes, and(eq(codes.batchId, codeRedemptions.batchId), eq(codes.n, codeRedemptions.n)))
    .innerJoin(users, eq(users.id, codeRedemptions.userId))
    .where(
      and(
        eq(codeRedemptions.batchId, batchId),
        after && before(codeRedemptions.at, codeRedemptions.id, after),
      ),
    )
    .orderBy(desc(codeRedemptions.at), desc(codeRedemptions.id))
    .limit(page.limit + 1)
  if (rows.length === 0 && !(await readBatch(db, batchId))) return new Refusal('not_found')
  const { shown, next } = pageOf(rows, page.limit, ({ one }) => writeKey(one.at, one.id))
  return {
    redemptions: shown.map(({ one, tail, name }) => ({
      ...{ id: one.id, n: one.n, tail },
      by: { id: one.userId, name, at: one.at.toISOString() },
    })),
    next,
  }
}

const isoOf = (at: ReturnType<typeof sql>) =>
  sql`to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
