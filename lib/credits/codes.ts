import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { codeBatches, codeRedemptions, codes } from '@/db/schema'
import { violated } from '@/lib/constraint'
import { newId } from '@/lib/id'
import { consume, giveBack } from '@/lib/limit'
import { type FieldProblem, invalid, Refusal } from '@/lib/refusal'
import { toCredits } from './amount'
import { codeHash, readCode } from './code-text'
import type { Redeemed } from './schema'

type Who = {
  userId: string
  /** The network address. */
  address: string
}

/**
 * Gives this person what a code holds, once. A code that nobody made counts as a wrong try, of the person and of the
 * address; every try is counted before it is looked up, so that many at once get no further than one after the other.
 */
export async function redeem(db: Db, who: Who, typed: string): Promise<Redeemed | Refusal> {
  const plain = readCode(typed)
  if (plain === null) return invalid({ code: { key: 'code_form' } })
  const [mine, address] = [`user:${who.userId}`, `address:${who.address}`]
  // Who is over alone does not use up the tries of all behind the address, nor the address theirs.
  const own = await consume('redeem', [mine])
  if (!own.ok) return new Refusal('rate_limited', { retryAfter: own.retryAfter })
  const shared = await consume('redeem-address', [address])
  if (!shared.ok) {
    await giveBack('redeem', mine)
    return new Refusal('rate_limited', { retryAfter: shared.retryAfter })
  }
  const outcome = await tryCode(db, who.userId, codeHash(plain))
  if (outcome !== 'unknown')
    await Promise.all([giveBack('redeem', mine), giveBack('redeem-address', address)])
  return outcome === 'unknown' ? invalid({ code: { key: 'code_unknown' } }) : outcome
}

async function tryCode(db: Db, userId: string, hash: string): Promise<Redeemed | Refusal | 'unknown'> {
  const redeemed = await insertRedemption(db, userId, hash)
  if (redeemed) return redeemed
  const why = await whyNot(db, userId, hash)
  return why === null ? 'unknown' : invalid({ code: why })
}

/**
 * The redemption and its ledger row, in one statement: the trigger of the first counts the use or lets nothing be
 * inserted, so there is no moment with one but not the other. Null: nothing was.
 */
async function insertRedemption(db: Db, userId: string, hash: string): Promise<Redeemed | null> {
  const statement = sql`
    with redeemed as (
      insert into code_redemptions (id, batch_id, n, user_id)
      select ${newId()}, batch_id, n, ${userId} from codes where hash = ${hash}
      returning id, batch_id, n)
    insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
    select 'redeem', 'house.codes', 'user.available', batch.amount, ${userId}, ${userId}, codes.tail, 'redeem:' || redeemed.id
    from redeemed join code_batches batch on batch.id = redeemed.batch_id
      join codes on codes.batch_id = redeemed.batch_id and codes.n = redeemed.n
    returning amount::float8 as amount, available_after::float8 as available, held_after::float8 as held`
  try {
    const { rows } = (await db.execute(statement)) as unknown as {
      rows: { amount: number; available: number; held: number }[]
    }
    const [row] = rows
    return row
      ? { amount: toCredits(row.amount), available: toCredits(row.available), held: toCredits(row.held) }
      : null
  } catch (error) {
    if (violated(error) === 'code_redemptions_once') return null
    throw error
  }
}

/** Why a code gave nothing, what concerns this person first; null: there is no such code. */
async function whyNot(db: Db, userId: string, hash: string): Promise<FieldProblem | null> {
  const [code] = await db
    .select({
      mine: codeRedemptions.id,
      canceledAt: codeBatches.canceledAt,
      isOver: sql<boolean>`coalesce(${codeBatches.expiresAt} <= clock_timestamp(), false)`,
    })
    .from(codes)
    .innerJoin(codeBatches, eq(codeBatches.id, codes.batchId))
    .leftJoin(
      codeRedemptions,
      and(
        eq(codeRedemptions.batchId, codes.batchId),
        eq(codeRedemptions.n, codes.n),
        eq(codeRedemptions.userId, userId),
      ),
    )
    .where(eq(codes.hash, hash))
  if (!code) return null
  if (code.mine) return { key: 'code_redeemed' }
  if (code.canceledAt) return { key: 'code_canceled' }
  return { key: code.isOver ? 'code_expired' : 'code_used_up' }
}
