import { sql } from 'drizzle-orm'
import { bigserial, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'

/**
 * What people pay of KIE's price, for one model or (without a model) for all. The rule with the latest `from` that has
 * come counts, else the one for all, else KIE's price as it is. A row never changes, but one that is still to come may be
 * withdrawn (trigger `price_rules_change`), so that a job keeps its rule by naming it.
 */
export const priceRules = pgTable(
  'price_rules',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    modelId: text('model_id'),
    /** `none`: from then on no rule of its own. */
    kind: text({ enum: ['times', 'fixed', 'none'] }).notNull(),
    /** What KIE's price is multiplied by (thousandths: 1500 is ×1.5). */
    factor: integer('factor'),
    /** The price of one run (thousandths). */
    credits: amount('credits'),
    fromAt: instant('from_at').notNull().defaultNow(),
    reason: text().notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull().defaultNow(),
    withdrawnAt: instant('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
    withdrawnReason: text('withdrawn_reason'),
  },
  (t) => [
    index('price_rules_order')
      .on(t.modelId, t.fromAt.desc(), t.id.desc())
      .where(sql`${t.withdrawnAt} is null`),
    index('price_rules_from').on(t.fromAt.desc(), t.id.desc()),
    check(
      'price_rules_kind',
      sql`(${t.kind} = 'times' and ${t.factor} between 1 and 1000000 and ${t.credits} is null)
        or (${t.kind} = 'fixed' and ${t.credits} between 1 and 1000000000 and ${t.factor} is null)
        or (${t.kind} = 'none' and ${t.factor} is null and ${t.credits} is null)`,
    ),
    check('price_rules_from', sql`${t.fromAt} >= ${t.madeAt}`),
    check(
      'price_rules_withdrawn',
      sql`num_nulls(${t.withdrawnAt}, ${t.withdrawnBy}, ${t.withdrawnReason}) in (0, 3)`,
    ),
  ],
)
