import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { checkBooks } from '@/lib/books/auditor/check'
import { askAudit, auditBooks, lastAudit } from '@/lib/books/auditor/run'
import { accountSums, foldDays } from '@/lib/books/fold'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '../../support/database'
import { lives } from './life'

let db: Db
let done: { id: string; userId: string }
let failed: { id: string; userId: string }
beforeAll(async () => {
  db = (await testDatabase()).db
  const { end } = lives(db)
  done = await end({ kind: 'done', consumed: 700, hold: 1_000, promised: 1 })
  failed = await end({ kind: 'failed', code: 'generation_failed', consumed: 300 })
  await end({ kind: 'canceled' })
})

/** Breaks the books past every guard, and takes it back: the rules themselves would refuse it. */
const planted = async (statement: string) => {
  const found: string[] = []
  await db
    .transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const one of statement.split(';')) await tx.execute(sql.raw(one))
      for (const { rule } of await checkBooks(tx)) found.push(rule)
      throw new Error('undone')
    })
    .catch((error: Error) => {
      if (error.message !== 'undone') throw error
    })
  return new Set(found)
}

describe('the auditor', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await checkBooks(db)).toEqual([])
    await foldDays(db)
    expect(await checkBooks(db)).toEqual([])
  })

  it.for<[string, string, () => string]>([
    [
      'balance',
      'a balance that was written',
      () => `update balances set available = available + 1 where user_id = '${done.userId}'`,
    ],
    [
      'balance',
      'a row that is gone',
      () => `delete from ledger where user_id = '${done.userId}' and kind = 'grant'`,
    ],
    [
      'after',
      'a balance after a row that is another',
      () => `update ledger set held_after = 7 where job_id = '${done.id}' and kind = 'hold'`,
    ],
    [
      'negative',
      'a balance below zero',
      () => `alter table balances drop constraint balances_available;
       update balances set available = -1 where user_id = '${done.userId}'`,
    ],
    [
      'hold',
      'a hold of another amount',
      () => `update ledger set amount = 999 where job_id = '${done.id}' and kind = 'hold'`,
    ],
    [
      'hold',
      'a hold of another person',
      () => `update ledger set user_id = '${failed.userId}' where job_id = '${done.id}' and kind = 'hold'`,
    ],
    [
      'hold',
      'a job without a hold',
      () => `delete from ledger where job_id = '${done.id}' and kind = 'hold'`,
    ],
    [
      'resolution',
      'a job resolved twice',
      () => `drop index ledger_resolution_once;
       insert into ledger (id, kind, debit, credit, amount, user_id, job_id, actor, reason)
       values (-5, 'release', 'user.held', 'user.available', 1000, '${done.userId}', '${done.id}', 'x', 'x')`,
    ],
    [
      'resolution',
      'an ended job that still holds',
      () => `delete from ledger where job_id = '${failed.id}' and kind = 'release'`,
    ],
    [
      'status',
      'a failed job that was paid',
      () =>
        `update ledger set kind = 'capture', credit = 'house.revenue' where job_id = '${failed.id}' and kind = 'release'`,
    ],
    [
      'status',
      'a done job that charges another amount',
      () => `update jobs set charged = charged - 1 where id = '${done.id}'`,
    ],
    [
      'remainder',
      'a capture above the hold',
      () => `update ledger set amount = amount + 1000 where job_id = '${done.id}' and kind = 'capture'`,
    ],
    ['file', 'a done job without a result', () => `delete from files where job_id = '${done.id}'`],
    [
      'loss',
      'a loss that nobody booked',
      () => `delete from ledger where job_id = '${failed.id}' and kind = 'loss'`,
    ],
    [
      'attempt',
      'two attempts alive',
      () => `drop index attempts_alive; update attempts set state = 'bound' where job_id = '${done.id}';
       insert into attempts (job_id, n, nonce, state, task_id) values ('${done.id}', 2, 'x', 'bound', 'second')`,
    ],
    [
      'orphan',
      'a row of a job that is none',
      () => `update ledger set job_id = 'nowhere' where job_id = '${failed.id}' and kind = 'loss'`,
    ],
    [
      'accounts',
      'money from an account to itself',
      () => `alter table ledger drop constraint ledger_accounts;
       update ledger set debit = credit where job_id = '${failed.id}' and kind = 'loss'`,
    ],
    [
      'totals',
      'a kept sum that drifted',
      () => `update account_totals set total = total + 1 where account = 'house.grants'`,
    ],
    ['days', 'a day that drifted', () => `update job_days set jobs = jobs + 1 where outcome = 'done'`],
    [
      'days',
      'an expected cost that drifted',
      () => `update job_days set expected = expected + 1 where outcome = 'done'`,
    ],
    [
      'totals',
      'an expected cost of nothing',
      () => `insert into account_moves (account, amount) values ('kie.unsaid', 1)`,
    ],
    ['days', 'a job that no day counts', () => `delete from job_days where outcome = 'canceled'`],
  ])('finds %s: %s', async ([rule, , statement]) => {
    expect(await planted(statement())).toContain(rule)
    expect(await checkBooks(db)).toEqual([])
  })

  it('stores each run, one at a time, and the next goes on where one was cut off', async () => {
    await askAudit(db, 'admin')
    await askAudit(db, 'another')
    await Promise.all([auditBooks(db), auditBooks(db)])
    const run = await lastAudit(db)
    expect(run).toMatchObject({ state: 'finished', found: 0, isDaily: false, findings: [] })
    expect(run?.checked).toBeGreaterThan(10)
    await auditBooks(db)
    expect((await lastAudit(db))?.id).toBe(run?.id)

    await askAudit(db, 'admin')
    await db.execute(
      sql`update book_audits set part = 'totals', held_by = 'dead', held_until = now() + interval '1 hour' where finished_at is null`,
    )
    await auditBooks(db)
    expect((await lastAudit(db))?.state).toBe('running')
    await db.execute(
      sql`update book_audits set held_until = now() - interval '1 second' where finished_at is null`,
    )
    await auditBooks(db)
    expect(await lastAudit(db)).toMatchObject({ state: 'finished', checked: 0 })
  })

  it('keeps what it found with the run', async () => {
    const [kept] = await rowsOf<{ total: number }>(
      db,
      sql`select total from ${accountSums} sums where account = 'kie'`,
    )
    await db.execute(sql`update account_totals set total = total + 1 where account = 'kie'`)
    await askAudit(db, 'admin')
    await auditBooks(db)
    await db.execute(sql`update account_totals set total = total - 1 where account = 'kie'`)
    const run = await lastAudit(db)
    expect(run).toMatchObject({ found: 1, findings: [{ rule: 'totals', subject: 'kie' }] })
    expect(JSON.parse(run?.findings[0]?.detail ?? '{}')).toEqual({
      kept: (kept?.total ?? 0) + 1,
      summed: kept?.total,
    })
  })
})
