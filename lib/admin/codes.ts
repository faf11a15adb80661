import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { codeBatches } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { toThousandths } from '@/lib/credits/amount'
import { codeHash, codeOf, codeTail, newSeed, readCode } from '@/lib/credits/code-text'
import type { CodeBatch } from '@/lib/credits/schema'
import { newId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { batchView, readBatch } from './codes-list'
import type { BatchView } from './codes-view'
import { once } from './once'

type Admin = Pick<SessionUser, 'id'>

const now = sql`clock_timestamp()`

/** Makes a batch of codes, once per key. Nobody is told the codes before `exportCodes`. */
export function makeBatch(
  db: Db,
  admin: Admin,
  asked: CodeBatch,
  key: string,
): Promise<{ batch: BatchView } | Refusal> {
  const { amount, count, uses, expiresAt, note } = asked
  const request = { actor: admin.id, key, request: ['codes', amount, count, uses, expiresAt, note] }
  return once<{ batch: BatchView }>(db, request, async (tx) => {
    const seed = newSeed()
    const batch = {
      ...{ id: newId(), amount: toThousandths(amount), count, uses, note, seed, expiresAt },
      createdBy: admin.id,
    }
    await tx.insert(codeBatches).values(batch)
    const rows = Array.from({ length: count }, (_, at) => ({ n: at + 1, ...kept(codeOf(seed, at + 1)) }))
    await tx.execute(sql`
      insert into codes (batch_id, n, hash, tail, uses)
      select ${batch.id}, n, hash, tail, ${uses}::int
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made (n int, hash text, tail text)`)
    await writeAudit(tx, {
      actor: admin.id,
      action: 'codes.made',
      subject: batch.id,
      detail: { amount, count, uses, expiresAt: expiresAt?.toISOString() ?? null, reason: note },
    })
    const row = await readBatch(tx, batch.id)
    if (!row) throw new Error('a batch that was just made is gone')
    return { batch: batchView(row) }
  })
}

/** What the database keeps of a code. */
const kept = (code: string) => ({ hash: codeHash(readCode(code) ?? ''), tail: codeTail(code) })

/**
 * Hands out a batch's codes, once: what they are made of is gone with the commit that this answer waits for. An answer
 * that gets lost on its way costs nothing: nobody can redeem what nobody has, and the batch can be canceled.
 */
export function exportCodes(
  db: Db,
  admin: Admin,
  id: string,
  reason: string,
): Promise<{ codes: string[] } | Refusal> {
  return transact<{ codes: string[] }>(db, async (tx) => {
    const [batch] = await tx
      .select({ seed: codeBatches.seed, count: codeBatches.count })
      .from(codeBatches)
      .where(eq(codeBatches.id, id))
      .for('update')
    if (!batch) return new Refusal('not_found')
    const { seed, count } = batch
    if (seed === null) return new Refusal('codes_gone')
    await tx.update(codeBatches).set({ seed: null, exportedAt: now }).where(eq(codeBatches.id, id))
    await writeAudit(tx, {
      actor: admin.id,
      action: 'codes.exported',
      subject: id,
      detail: { reason, count },
    })
    return { codes: Array.from({ length: count }, (_, at) => codeOf(seed, at + 1)) }
  })
}

/** Ends a batch: what was redeemed stays, nothing more will be. Refused when it was canceled before. */
export function cancelBatch(
  db: Db,
  admin: Admin,
  id: string,
  reason: string,
): Promise<{ batch: BatchView } | Refusal> {
  return transact<{ batch: BatchView }>(db, async (tx) => {
    const canceled = await tx
      .update(codeBatches)
      .set({ seed: null, canceledAt: now, cancelReason: reason })
      .where(and(eq(codeBatches.id, id), isNull(codeBatches.canceledAt)))
      .returning({ id: codeBatches.id })
    const row = await readBatch(tx, id)
    if (!row) return new Refusal('not_found')
    if (canceled.length === 0) return new Refusal('conflict')
    const { redeemed, count, uses } = row.batch
    await writeAudit(tx, {
      actor: admin.id,
      action: 'codes.canceled',
      subject: id,
      detail: { reason, redeemed, left: count * uses - redeemed },
    })
    return { batch: batchView(row) }
  })
}
