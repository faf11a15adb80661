import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { priceRules } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { findModel } from '@/lib/catalog/catalog'
import type { Rule } from '@/lib/catalog/rule'
import { offerOf } from '@/lib/catalog/terms'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { KIE_FACTOR } from '@/lib/jobs/price'
import { forgetTerms, terms } from '@/lib/jobs/terms'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { once } from './once'
import type { AskedRule, NewRule } from './price-schema'

type Admin = Pick<SessionUser, 'id'>

/** How far ahead a rule may be set (ms). */
const FARTHEST = 366 * 86_400_000

/** As the catalogue takes it. */
export const ruleOf = (asked: AskedRule): Rule =>
  'times' in asked
    ? { kind: 'times', factor: toThousandths(asked.times) }
    : { kind: 'fixed', credits: asked.credits }

/**
 * Sets what people pay for a model, or for all without a rule of their own, from now or later on; once per key. Jobs
 * that were asked for before keep their price.
 */
export async function setPriceRule(
  db: Db,
  admin: Admin,
  asked: NewRule,
  key: string,
): Promise<{ id: number } | Refusal> {
  const wrong = await problem(asked)
  if (wrong) return wrong
  const { model, rule, from, reason } = asked
  const outcome = await once<{ id: number }>(
    db,
    { actor: admin.id, key, request: ['price', asked] },
    async (tx) => {
      const [before] = await tx
        .select()
        .from(priceRules)
        .where(sql`${priceRules.id} = price_rule_of(coalesce(${model}::text, ''))`)
      const [made] = await tx
        .insert(priceRules)
        .values({
          modelId: model,
          ...columns(rule),
          // Not before the moment in which it is written: the past is as it was.
          fromAt: from === null ? sql`now()` : sql`greatest(now(), ${from}::timestamptz)`,
          madeAt: sql`now()`,
          reason,
          madeBy: admin.id,
        })
        .returning({ id: priceRules.id, from: priceRules.fromAt })
      if (!made) throw new Error('a price rule was not stored')
      await writeAudit(tx, {
        actor: admin.id,
        action: 'price.set',
        subject: model ?? '*',
        detail: {
          id: made.id,
          from: made.from.toISOString(),
          reason,
          before: before ? asAsked(before) : null,
          after: rule,
        },
      })
      return { id: made.id }
    },
  )
  forgetTerms()
  return outcome
}

/** As an admin said it. */
export function asAsked({
  factor,
  credits,
}: Pick<typeof priceRules.$inferSelect, 'factor' | 'credits'>): AskedRule | null {
  if (factor !== null) return { times: factor / KIE_FACTOR }
  return credits === null ? null : { credits: toCredits(credits) }
}

function columns(asked: AskedRule | null) {
  if (asked === null) return { kind: 'none' as const }
  const rule = ruleOf(asked)
  return rule.kind === 'times' ? rule : { ...rule, credits: toThousandths(rule.credits) }
}

async function problem({ model: id, rule, from }: NewRule): Promise<Refusal | null> {
  const ahead = from === null ? 0 : Date.parse(from) - Date.now()
  if (ahead > FARTHEST) return invalid({ from: { key: 'price_from_far' } })
  if (ahead < -60_000) return invalid({ from: { key: 'price_from_past' } })
  if (id === null) return null
  const model = findModel(id)
  if (!model) return invalid({ model: { key: 'model_unknown' } })
  const { list } = offerOf(model, await terms())
  return rule && 'times' in rule && !list ? invalid({ rule: { key: 'price_unlisted' } }) : null
}

/** Takes back a rule that has not begun to count. */
export async function withdrawPriceRule(
  db: Db,
  admin: Admin,
  id: number,
  reason: string,
): Promise<Refusal | null> {
  const outcome = await transact<null>(db, async (tx) => {
    const [row] = await tx
      .update(priceRules)
      .set({ withdrawnAt: sql`now()`, withdrawnBy: admin.id, withdrawnReason: reason })
      .where(
        sql`${priceRules.id} = ${id} and ${priceRules.withdrawnAt} is null and ${priceRules.fromAt} > clock_timestamp()`,
      )
      .returning()
    if (!row) {
      const found = await tx.select({ id: priceRules.id }).from(priceRules).where(eq(priceRules.id, id))
      return new Refusal(found.length > 0 ? 'conflict' : 'not_found')
    }
    await writeAudit(tx, {
      actor: admin.id,
      action: 'price.withdrawn',
      subject: row.modelId ?? '*',
      detail: { id, from: row.fromAt.toISOString(), reason, before: asAsked(row), after: null },
    })
    return null
  })
  forgetTerms()
  return outcome
}
