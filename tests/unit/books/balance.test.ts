import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { audit, bookAlarms } from '@/db/schema'
import { openAlarm, sampleBalance, settleAlarm } from '@/lib/books/balance'
import type { CreditOutcome } from '@/lib/kie/types'
import { Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { testDatabase } from '../../support/database'
import { advance, heldJob, person } from '../jobs/rows'
import { lives } from './life'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})
beforeEach(async () => {
  await db.delete(bookAlarms)
  await db.execute(sql`delete from balance_samples`)
})

const saying = (credits: number) => ({
  credit: async (): Promise<CreditOutcome> => ({ kind: 'balance', thousandths: credits * 1_000 }),
})
const sample = (credits: number) => sampleBalance(db, saying(credits))
const charge = (credits: number) =>
  lives(db).end({ kind: 'done', consumed: credits * 1_000, hold: 9_000, promised: 1 })
const alarms = () => db.select().from(bookAlarms)

describe('KIE’s balance beside our books', () => {
  it('agrees while every fall is a charge that KIE told', async () => {
    await sample(100)
    await charge(3)
    await sample(97)
    await charge(2)
    await sample(95)
    expect(await alarms()).toEqual([])
  })

  it('raises the alarm once when it falls without a charge, and ends it when the charge is told after all', async () => {
    await sample(100)
    await sample(95)
    await sample(95)
    expect(await openAlarm(db)).toMatchObject({ drift: 5 })
    await sample(93)
    expect(await openAlarm(db)).toMatchObject({ drift: 7 })
    expect(await alarms()).toHaveLength(1)
    await charge(7)
    await sample(93)
    expect(await openAlarm(db)).toBeNull()
    expect(await alarms()).toMatchObject([{ endedBy: null }])
  })

  it('takes a rise for a top-up, and forgets no fall for it', async () => {
    await sample(100)
    await charge(4)
    await sample(1_096)
    expect(await openAlarm(db)).toBeNull()
    await sample(1_090)
    expect(await openAlarm(db)).toMatchObject({ drift: 6 })
    await sample(2_000)
    expect(await openAlarm(db)).toMatchObject({ drift: 6 })
  })

  it('waits for tasks under way before it speaks', async () => {
    await sample(100)
    const job = (await heldJob(db, await person(db, 8_000), 8_000)) as string
    await advance(db, job, 19, 'running')
    await sample(94)
    expect(await openAlarm(db)).toBeNull()
    await sample(90)
    expect(await openAlarm(db)).toMatchObject({ drift: 10 })
    await db.execute(sql`update jobs set status = 'queued' where id = ${job}`)
  })

  it('explains a fall by the list price of a result of which KIE did not say what it cost, else by its hold', async () => {
    await sample(100)
    await lives(db).end({ kind: 'done', consumed: null, hold: 9_000, listPrice: 6_000, promised: 1 })
    await lives(db).end({ kind: 'done', consumed: null, hold: 5_000, promised: 1 })
    await lives(db).end({ kind: 'failed', code: 'result_unavailable', consumed: null })
    const late = await lives(db).end({ kind: 'lost', consumed: null })
    await lives(db).revive(late, null)
    await lives(db).finish(late.userId, late.id, 1)
    await sample(87)
    await sample(85)
    expect(await openAlarm(db)).toMatchObject({ drift: 2 })
  })

  it('waits for a result that is being stored and whose cost nobody told', async () => {
    await sample(100)
    const job = (await heldJob(db, await person(db, 8_000), 8_000)) as string
    await advance(db, job, 19, 'storing')
    await sample(92)
    expect(await openAlarm(db)).toBeNull()
    await db.execute(sql`update attempts set credits_consumed = 1000 where job_id = ${job}`)
    await sample(92)
    expect(await openAlarm(db)).toMatchObject({ drift: 7 })
    await db.execute(sql`update jobs set wake_at = null where id = ${job}`)
  })

  describe('when KIE gives back what it charged for a task under way', () => {
    const underWay = async (credits: number) => {
      const hold = credits * 1_000
      const job = (await heldJob(db, await person(db, hold), hold)) as string
      await advance(db, job, 19, 'running')
      return job
    }
    const over = (job: string) => db.execute(sql`update jobs set wake_at = null where id = ${job}`)
    const told = async (job: string, credits: number) => {
      await db.execute(sql`update attempts set credits_consumed = ${credits * 1_000} where job_id = ${job}`)
      await over(job)
    }

    it('forgets the fall, as of a task that failed, so of one that ended cheaper', async () => {
      await sample(100)
      const [failed, cheaper] = [await underWay(10), await underWay(8)]
      await sample(82)
      await over(failed)
      await told(cheaper, 5)
      await sample(95)
      await sample(95)
      expect(await openAlarm(db)).toBeNull()
      await sample(93)
      expect(await openAlarm(db)).toMatchObject({ drift: 2 })
    })

    it('takes what others were charged meanwhile out of the same rise', async () => {
      await sample(100)
      const failed = await underWay(10)
      await sample(90)
      await over(failed)
      await charge(3)
      await sample(97)
      await sample(97)
      expect(await openAlarm(db)).toBeNull()
    })

    it('takes no top-up for that, while the task goes on and when its charge is told', async () => {
      await sample(100)
      const job = await underWay(10)
      await sample(84)
      expect(await openAlarm(db)).toMatchObject({ drift: 16 })
      await sample(1_000)
      await told(job, 10)
      await sample(2_000)
      expect(await openAlarm(db)).toMatchObject({ drift: 16 })
      await sample(1_999)
      const [last] = await rowsOf<{ drift: number }>(
        db,
        sql`select drift::float8 as drift from balance_samples order by id desc limit 1`,
      )
      expect(last?.drift).toBe(7_000)
    })
  })

  it('counts a charge that is told while KIE answers in one sample only', async () => {
    await sample(100)
    await sampleBalance(db, {
      credit: async () => {
        await charge(5)
        return { kind: 'balance', thousandths: 100_000 }
      },
    })
    await sample(95)
    await sample(95)
    expect(await openAlarm(db)).toBeNull()
  })

  it('takes a task under way for what KIE charges, whatever its person pays', async () => {
    await sample(100)
    const cheap = (await heldJob(db, await person(db, 1_000), 1_000, new Date(), {
      listPrice: 12_000,
    })) as string
    await advance(db, cheap, 19, 'running')
    await sample(88)
    expect(await openAlarm(db)).toBeNull()
    await db.execute(sql`update jobs set status = 'queued' where id = ${cheap}`)
    const dear = (await heldJob(db, await person(db, 30_000), 30_000, new Date(), {
      listPrice: 10_000,
    })) as string
    await advance(db, dear, 19, 'running')
    await sample(76)
    expect(await openAlarm(db)).toMatchObject({ drift: 24 })
    await db.execute(sql`update jobs set status = 'queued' where id = ${dear}`)
  })

  it('is of no use when a later one stands already', async () => {
    await sample(100)
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<CreditOutcome>()
    const slow = sampleBalance(db, {
      credit: () => {
        asked.resolve()
        return answer.promise
      },
    })
    await asked.promise
    await charge(6)
    await sample(94)
    answer.resolve({ kind: 'balance', thousandths: 100_000 })
    await slow
    await sample(94)
    expect(await openAlarm(db)).toBeNull()
  })

  it('is settled by an admin, with a reason that the audit keeps', async () => {
    await sample(100)
    await sample(90)
    const alarm = await openAlarm(db)
    const id = alarm?.id ?? ''
    const [one, two] = await Promise.all([
      settleAlarm(db, { id: 'eve' }, id, 'Another program used the key'),
      settleAlarm(db, { id: 'eve' }, id, 'Another program used the key'),
    ])
    expect([one, two].filter((answer) => answer instanceof Refusal)).toHaveLength(1)
    const rows = await db.select().from(audit).where(sql`action = 'books.alarm_settled'`)
    expect(rows).toMatchObject([
      { actor: 'eve', subject: id, reason: 'Another program used the key', detail: { credits: 10 } },
    ])
    await sample(90)
    expect(await openAlarm(db)).toBeNull()
  })

  it('settles the alarm that is meant, and changes neither older ones nor what was measured', async () => {
    await sample(100)
    await sample(90)
    const first = (await openAlarm(db))?.id ?? ''
    expect(await settleAlarm(db, { id: 'eve' }, 'another', 'x')).toBeInstanceOf(Refusal)
    expect((await openAlarm(db))?.id).toBe(first)
    await sample(89)
    expect(await settleAlarm(db, { id: 'eve' }, first, 'x')).toBeNull()
    const drifts = await rowsOf<{ drift: number }>(
      db,
      sql`select drift::float8 as drift from balance_samples order by id`,
    )
    expect(drifts.map(({ drift }) => drift)).toEqual([0, 10_000, 0])
    const endOfFirst = (await alarms())[0]?.endedAt
    await sample(80)
    await charge(9)
    await sample(80)
    expect(await openAlarm(db)).toBeNull()
    const [older, newer] = (await alarms()).toSorted((a, b) => +a.raisedAt - +b.raisedAt)
    expect([older?.id, older?.endedAt]).toEqual([first, endOfFirst])
    expect(newer).toMatchObject({ endedBy: null, endedAt: expect.any(Date) })
  })

  it('writes nothing when KIE does not say', async () => {
    await sampleBalance(db, { credit: async () => ({ kind: 'unavailable', message: 'x', retryAfterMs: 0 }) })
    expect(
      (await db.execute(sql`select from balance_samples`)) as unknown as { rows: unknown[] },
    ).toMatchObject({
      rows: [],
    })
  })
})
