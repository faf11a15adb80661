import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { modelSettings, priceRules } from '@/db/schema'
import type { Rule, StandingRule } from '@/lib/catalog/rule'
import type { Terms } from '@/lib/catalog/terms'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { env } from '@/lib/env'

/** What pages of other processes show is so old at most; what a job costs is compared where it is stored. */
const FRESH_MS = 2_000

const shared = globalThis as { loupeTerms?: { readAt: number; terms: Promise<Terms> } }

/** Which models are offered here and the price rules that count. Read anew every two seconds. */
export function terms(): Promise<Terms> {
  const known = shared.loupeTerms
  if (known && Date.now() - known.readAt < FRESH_MS) return known.terms
  const read = db().then(readTerms)
  shared.loupeTerms = { readAt: Date.now(), terms: read }
  read.catch(() => {
    delete shared.loupeTerms
  })
  return read
}

/** What the last change of an admin in this process made stale. */
export function forgetTerms(): void {
  delete shared.loupeTerms
}

async function readTerms(handle: Db): Promise<Terms> {
  const rows = await handle.select().from(modelSettings)
  return {
    demo: env().sandbox,
    xty: env().xty !== null,
    rules: await readRules(handle),
    offered: new Map(rows.flatMap((row) => (row.offered === null ? [] : [[row.modelId, row.offered]]))),
  }
}

type RuleRow = Pick<typeof priceRules.$inferSelect, 'kind' | 'factor' | 'credits'>

/** Null: from then on no rule. */
export function ruleIn({ kind, factor, credits }: RuleRow): Rule | null {
  if (kind === 'times' && factor !== null) return { kind, factor }
  return kind === 'fixed' && credits !== null ? { kind, credits: toCredits(credits) } : null
}

/** The last rule of each model and of all whose moment has come. */
async function readRules(handle: Db): Promise<Map<string | null, StandingRule>> {
  const rows = await handle
    .selectDistinctOn([priceRules.modelId])
    .from(priceRules)
    .where(sql`${priceRules.withdrawnAt} is null and ${priceRules.fromAt} <= now()`)
    .orderBy(priceRules.modelId, sql`${priceRules.fromAt} desc`, sql`${priceRules.id} desc`)
  return new Map(
    rows.flatMap((row) => {
      const rule = ruleIn(row)
      return rule ? [[row.modelId, { id: row.id, rule }] as const] : []
    }),
  )
}
