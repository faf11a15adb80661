import 'server-only'
import { eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { priceRules, users } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import type { PriceRules, RuleView } from './price-schema'
import { asAsked } from './prices'

const PAGE = 20
/** Rules that count or will: a few for each model at most. */
const MOST_STANDING = 500

const isCurrent = sql<boolean>`${priceRules.kind} <> 'none' and not exists (
  select from price_rules later where later.model_id is not distinct from ${priceRules.modelId}
    and later.withdrawn_at is null and later.from_at <= now()
    and (later.from_at, later.id) > (${priceRules.fromAt}, ${priceRules.id}))`

const state = sql<RuleView['state']>`case
  when ${priceRules.withdrawnAt} is not null then 'withdrawn'
  when ${priceRules.fromAt} > now() then 'coming'
  when ${isCurrent} then 'current' else 'past' end`

/** All rules: what counts and what will, and page by page what did. */
export async function priceRuleList(db: Db, before: number | null): Promise<PriceRules> {
  const isStanding = sql`${priceRules.withdrawnAt} is null and (${priceRules.fromAt} > now() or ${isCurrent})`
  const standing = before === null ? await read(db, isStanding, MOST_STANDING) : []
  const past = await read(
    db,
    sql`not (${isStanding}) and ${before === null ? sql`true` : sql`${priceRules.id} < ${before}`}`,
    PAGE + 1,
  )
  const shown = past.slice(0, PAGE)
  return { standing, past: shown, next: past.length > PAGE ? (shown.at(-1)?.id ?? null) : null }
}

async function read(db: Db, where: SQL, limit: number): Promise<RuleView[]> {
  const rows = await db
    .select({
      row: priceRules,
      state,
      by: users.name,
      withdrawnBy: sql<string | null>`(select name from users where id = ${priceRules.withdrawnBy})`,
    })
    .from(priceRules)
    .leftJoin(users, eq(users.id, priceRules.madeBy))
    .where(where)
    .orderBy(sql`${priceRules.id} desc`)
    .limit(limit)
  return rows.map(({ row, state, by, withdrawnBy }) => ({
    id: row.id,
    model: row.modelId,
    title: row.modelId && (findModel(row.modelId)?.title ?? row.modelId),
    rule: asAsked(row),
    state,
    from: row.fromAt.toISOString(),
    reason: row.reason,
    by: by ?? row.madeBy,
    madeAt: row.madeAt.toISOString(),
    withdrawn: row.withdrawnAt && {
      at: row.withdrawnAt.toISOString(),
      by: withdrawnBy ?? '',
      reason: row.withdrawnReason ?? '',
    },
  }))
}
