import 'server-only'
import { and, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boardItems, files, galleryMonths } from '@/db/schema'
import { invalid, Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { BLOCK } from './bounds'
import { inOrder, keyColumn, keyText, writeCursor } from './cursor'
import { conditionOf, type GalleryFilter, orderOf } from './filter'
import type { GalleryBlocks, GalleryMonths } from './schema'
import { galleryVersion } from './version'

/** A filter counts so many results, then leaves the older months as they are without it. */
const MOST_COUNTED = 100_000
const MOST_KEPT = 500

type Month = { month: string; count: number }

/** How many results each month holds, without a filter: as it is kept. */
async function keptMonths(db: Db, userId: string): Promise<Month[]> {
  return db
    .select({ month: galleryMonths.month, count: galleryMonths.count })
    .from(galleryMonths)
    .where(and(eq(galleryMonths.userId, userId), gt(galleryMonths.count, 0)))
    .orderBy(desc(galleryMonths.month))
}

const kept = new Map<string, Promise<GalleryMonths | Refusal>>()

/**
 * How many results each month holds. Those of a filter are counted, and remembered until the next change of this
 * person's gallery: its version is read first, so that what another process changed counts here too.
 */
export async function monthsOf(
  db: Db,
  userId: string,
  filter: GalleryFilter,
): Promise<GalleryMonths | Refusal> {
  const { month: _, ...wanted } = filter
  if (Object.values(wanted).every((value) => value === undefined)) {
    return { months: await keptMonths(db, userId), isWhole: true }
  }
  const key = `${userId} ${await galleryVersion(db, userId)} ${JSON.stringify(wanted)}`
  const known = kept.get(key)
  if (known) return known
  const months = counted(db, userId, wanted)
  kept.set(key, months)
  months.catch(() => kept.delete(key))
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
  return months
}

async function counted(db: Db, userId: string, filter: GalleryFilter): Promise<GalleryMonths | Refusal> {
  const condition = await conditionOf(db, userId, filter)
  if (condition instanceof Refusal) return condition
  const newest = matching(db, filter, condition)
    .orderBy(desc(files.createdAt), desc(files.id))
    .limit(MOST_COUNTED)
    .as('newest')
  const name = sql<string>`to_char(${newest.createdAt} at time zone 'UTC', 'YYYY-MM')`
  const months = await db
    .select({ month: name, count: sql<number>`count(*)::int` })
    .from(newest)
    .groupBy(sql`1`)
    .orderBy(sql`1 desc`)
  const isWhole = months.reduce((sum, { count }) => sum + count, 0) < MOST_COUNTED
  const oldest = months.at(-1)?.month
  if (isWhole || oldest === undefined) return { months, isWhole }
  const older = await db
    .select({ month: galleryMonths.month, count: galleryMonths.count })
    .from(galleryMonths)
    .where(and(eq(galleryMonths.userId, userId), gt(galleryMonths.count, 0), lt(galleryMonths.month, oldest)))
    .orderBy(desc(galleryMonths.month))
  return { months: [...months, ...older], isWhole }
}

function matching(db: Db, filter: GalleryFilter, condition: SQL) {
  const rows = db.select({ createdAt: files.createdAt }).from(files).$dynamic()
  const joined = filter.board ? rows.innerJoin(boardItems, eq(boardItems.fileId, files.id)) : rows
  return joined.where(condition)
}

/**
 * Where each run of `BLOCK` results of a month ends (of a board or the trash: of the whole), so that any of them can
 * be had without those before it. Reads the month once, from its index.
 */
export async function blocksOf(
  db: Db,
  userId: string,
  filter: GalleryFilter,
): Promise<GalleryBlocks | Refusal> {
  const order = orderOf(filter)
  if (order === 'time' && filter.month === undefined) return invalid({ month: { key: 'required' } })
  const condition = await conditionOf(db, userId, filter)
  if (condition instanceof Refusal) return condition
  const from = filter.board
    ? sql`${files} inner join ${boardItems} on ${boardItems.fileId} = ${files.id}`
    : sql`${files}`
  const rows = await rowsOf<{ id: string; key: string; n: number }>(
    db,
    sql`
    select id, ${keyText(order, sql`key`)} as key, n::int from (
      select ${files.id} as id, ${keyColumn(order)} as key, row_number() over this as n,
        lead(${files.id}) over this is null as is_last
      from ${from} where ${condition} window this as (order by ${inOrder(order)})) numbered
    where n % ${BLOCK} = 0 or is_last order by n`,
  )
  return {
    blocks: rows.map(({ id, key, n }, at) => ({
      last: writeCursor({ key, id }),
      count: n - (rows[at - 1]?.n ?? 0),
    })),
  }
}
