import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { balances, jobs, ledger } from '@/db/schema'
import { balance } from '@/lib/credits/queries'
import { testDatabase } from '../../support/database'
import { heldJob, person } from '../jobs/rows'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const message = (error: unknown) => String((error as { cause?: Error }).cause?.message ?? error)
const refusal = (work: Promise<unknown>) => work.then(() => 'accepted', message)
const entry = (userId: string, jobId: string, kind: 'capture' | 'release' | 'remainder', amount: number) => ({
  kind,
  amount,
  userId,
  jobId,
  actor: 'system',
  reason: 'test',
  debit: 'user.held',
  credit: kind === 'capture' ? 'house.revenue' : 'user.available',
})

describe('the ledger in the database', () => {
  it('takes exactly as many of 50 holds at once as the balance covers', async () => {
    const ann = await person(db, 10_000)
    const taken = await Promise.all(Array.from({ length: 50 }, () => heldJob(db, ann, 1_000)))
    expect(taken.filter(Boolean)).toHaveLength(10)
    expect(await balance(db, ann)).toEqual({ available: 0, held: 10 })
    const rows = await db.select().from(jobs).where(eq(jobs.userId, ann))
    expect(rows).toHaveLength(10)
  })

  it('lets nobody write a balance past the ledger', async () => {
    const ann = await person(db, 1_000)
    expect(
      await refusal(db.update(balances).set({ available: 5 }).where(eq(balances.userId, ann))),
    ).toContain('only by ledger rows')
    expect(await refusal(db.delete(balances).where(eq(balances.userId, ann)))).toContain(
      'only by ledger rows',
    )
  })

  it('never changes or deletes a row', async () => {
    await person(db, 1_000)
    expect(await refusal(db.update(ledger).set({ amount: 1 }))).toContain('append-only')
    expect(await refusal(db.delete(ledger))).toContain('append-only')
    expect(await refusal(db.execute(sql`truncate ledger`))).toContain('append-only')
  })

  it('resolves a hold once, whatever comes twice at once', async () => {
    const ann = await person(db, 1_000)
    const job = (await heldJob(db, ann, 1_000)) as string
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => refusal(db.insert(ledger).values(entry(ann, job, 'release', 1_000)))),
    )
    expect(tries.filter((answer) => answer === 'accepted')).toHaveLength(1)
    expect(await refusal(db.insert(ledger).values(entry(ann, job, 'capture', 1_000)))).not.toBe('accepted')
    expect(await balance(db, ann)).toEqual({ available: 1, held: 0 })
  })

  it('captures no more than was held, and gives the rest back in the same transaction', async () => {
    const ann = await person(db, 1_000)
    const job = (await heldJob(db, ann, 1_000)) as string
    expect(await refusal(db.insert(ledger).values(entry(ann, job, 'capture', 1_001)))).toContain('exceeds')
    expect(await refusal(db.insert(ledger).values(entry(ann, job, 'capture', 400)))).toContain(
      'leaves a part',
    )
    expect(await refusal(db.insert(ledger).values(entry(ann, job, 'release', 400)))).toContain('differs')
    await db.transaction(async (tx) => {
      await tx.insert(ledger).values(entry(ann, job, 'capture', 400))
      await tx.insert(ledger).values(entry(ann, job, 'remainder', 600))
    })
    expect(await balance(db, ann)).toEqual({ available: 0.6, held: 0 })
  })

  it('refuses a movement whose row was skipped', async () => {
    const ann = await person(db, 1_000)
    const again = db
      .insert(ledger)
      .values({
        kind: 'grant',
        debit: 'house.grants',
        credit: 'user.available',
        amount: 500,
        userId: ann,
        actor: 'system',
        reason: 'twice',
        idempotencyKey: `test:${ann}`,
      })
      .onConflictDoNothing()
    expect(await refusal(again)).toContain('does not match')
    expect(await balance(db, ann)).toEqual({ available: 1, held: 0 })
  })

  it('commits no status that its money contradicts', async () => {
    const ann = await person(db, 2_000)
    const job = (await heldJob(db, ann, 1_000)) as string
    const ended = { finishedAt: new Date(), wakeAt: null }
    expect(
      await refusal(
        db
          .update(jobs)
          .set({ status: 'canceled', ...ended })
          .where(eq(jobs.id, job)),
      ),
    ).toContain('its money')
    expect(
      await refusal(
        db
          .update(jobs)
          .set({ status: 'done', charged: 0, ...ended })
          .where(eq(jobs.id, job)),
      ),
    ).toContain('does not become')
    expect(await refusal(db.update(jobs).set({ hold: 1 }).where(eq(jobs.id, job)))).toContain(
      'does not change',
    )
    const alone = db
      .insert(jobs)
      .values({ id: 'alone', userId: ann, model: 'm', input: {}, hold: 1, requestHash: 'x' })
    expect(await refusal(alone)).toContain('has no hold')
  })

  it('sums to zero over all accounts, and to each balance', async () => {
    const sums = await db.execute(sql`select sum(total)::int as total from account_sums`)
    expect((sums as unknown as { rows: { total: number }[] }).rows[0]?.total).toBe(0)
    const wrong = await db.execute(sql`
      select b.user_id from balances b
      where b.available <> coalesce((select total from account_sums where account = 'user.available' and user_id = b.user_id), 0)
         or b.held <> coalesce((select total from account_sums where account = 'user.held' and user_id = b.user_id), 0)`)
    expect((wrong as unknown as { rows: unknown[] }).rows).toEqual([])
  })
})
