import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { ledger } from '@/db/schema'
import { movementsCsv } from '@/lib/credits/csv'
import { monthSpan } from '@/lib/credits/month'
import { type MovementView, movementSigns } from '@/lib/credits/movement-view'
import { type MovementsQuery, movedMonths, movements } from '@/lib/credits/movements'
import { balance } from '@/lib/credits/queries'
import { spending } from '@/lib/credits/spending'
import { testDatabase } from '../../support/database'
import { heldJob, person } from '../jobs/rows'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const ZONE = 'Asia/Kathmandu'

async function give(userId: string, at: string | Date, amount = 1_000, reason = 'test') {
  await db.insert(ledger).values({
    ...{
      kind: 'grant',
      debit: 'house.grants',
      credit: 'user.available',
      actor: 'system',
      reason,
      amount,
      userId,
    },
    at: new Date(at),
  })
}

/** A job of which a part is paid at a certain time. */
async function pay(userId: string, at: string | Date, captured: number) {
  const job = await heldJob(db, userId, 1_000)
  const row = { userId, jobId: job, actor: 'system', reason: 'test', debit: 'user.held', at: new Date(at) }
  await db.transaction(async (tx) => {
    await tx.insert(ledger).values({ ...row, kind: 'capture', credit: 'house.revenue', amount: captured })
    if (captured < 1_000)
      await tx
        .insert(ledger)
        .values({ ...row, kind: 'remainder', credit: 'user.available', amount: 1_000 - captured })
  })
}

/** Every page of a query; `between` happens after each. */
async function all(userId: string, query: Partial<MovementsQuery>, between = async () => {}) {
  const found: MovementView[] = []
  let cursor: number | undefined
  do {
    const page = await movements(db, userId, { zone: ZONE, kind: 'all', limit: 7, ...query, cursor }, 'en')
    found.push(...page.movements)
    cursor = page.next === null ? undefined : Number(page.next)
    await between()
  } while (cursor !== undefined)
  return found
}

const csv = (userId: string, month?: string) =>
  new Response(movementsCsv(db, userId, { month, zone: ZONE }, 'ru')).text()

describe('a person’s movements', () => {
  it('page without gaps or repeats while rows are being inserted', async () => {
    const ann = await person(db, 100_000)
    for (let n = 0; n < 20; n++) await heldJob(db, ann, 100)
    const before = await all(ann, { limit: 100 })
    expect(before).toHaveLength(21)
    const paged = await all(ann, {}, async () => {
      await Promise.all([heldJob(db, ann, 100), heldJob(db, ann, 100), give(ann, new Date())])
    })
    expect(paged).toEqual(before)
    expect(await all(ann, { limit: 100 })).toHaveLength(21 + 9)
  })

  it('are whole on pages of every size, and stand in the order of their balances', async () => {
    const ann = await person(db, 5_000)
    for (let n = 0; n < 6; n++) await give(ann, new Date())
    for (const limit of [1, 2, 3, 7, 8]) {
      const found = await all(ann, { limit })
      expect(found.map(({ availableAfter }) => availableAfter)).toEqual([11, 10, 9, 8, 7, 6, 5])
    }
  })

  it('belong to a month by the reader’s midnight', async () => {
    const ann = await person(db, 0)
    const { from, to } = monthSpan('2026-03', ZONE)
    const moments = [-3_600_001, -1, 0, 1].map((ms) => from.getTime() + ms)
    moments.push(...[-1, 0, 1, 3_600_001].map((ms) => to.getTime() + ms))
    for (const ms of moments) await give(ann, new Date(ms))
    const times = async (month: string) =>
      (await all(ann, { month, limit: 2 })).map(({ at }) => Date.parse(at))
    expect(await times('2026-02')).toEqual(moments.slice(0, 2).toReversed())
    expect(await times('2026-03')).toEqual(moments.slice(2, 5).toReversed())
    expect(await times('2026-04')).toEqual(moments.slice(5).toReversed())
    expect(await times('2026-05')).toEqual([])
  })

  it('are found though neighbours got their ids in another order than their times', async () => {
    const ann = await person(db, 0)
    const { from } = monthSpan('2026-03', ZONE)
    const steps = [-5_000, 2_000, -1_000, 1_000, -2_000, 3_000]
    for (const ms of steps) await give(ann, new Date(from.getTime() + ms))
    expect(await all(ann, { month: '2026-02' })).toHaveLength(3)
    expect(await all(ann, { month: '2026-03' })).toHaveLength(3)
  })

  it('are filtered by kind', async () => {
    const ann = await person(db, 9_000)
    for (let n = 0; n < 9; n++) await heldJob(db, ann, 500)
    await give(ann, new Date())
    expect((await all(ann, { kind: 'grants' })).map(({ kind }) => kind)).toEqual(['grant', 'grant'])
    expect((await all(ann, { kind: 'jobs' })).map(({ kind }) => kind)).toEqual(Array(9).fill('hold'))
  })

  it('are nobody else’s', async () => {
    const [ann, ben] = [await person(db, 2_000), await person(db, 3_000)]
    await pay(ann, new Date(), 1_000)
    const month = new Date().toISOString().slice(0, 7)
    expect((await all(ben, {})).map(({ amount }) => amount)).toEqual([3])
    expect((await csv(ben)).trim().split('\r\n')).toHaveLength(2)
    expect((await spending(db, ben, { month, zone: 'UTC' }, 'en')).total).toBe(0)
  })

  it('name the months in which there are any', async () => {
    const ann = await person(db, 0)
    for (const at of ['2025-01-31T20:00:00Z', '2025-04-10T00:00:00Z', '2025-04-11T00:00:00Z'])
      await give(ann, at)
    const now = new Date('2026-02-01T00:00:00Z')
    expect(await movedMonths(db, ann, ZONE, now)).toEqual(['2025-04', '2025-02'])
    expect(await movedMonths(db, ann, 'UTC', now)).toEqual(['2025-04', '2025-01'])
    expect(await movedMonths(db, await person(db, 0), ZONE, now)).toEqual([])
  })
})

describe('the CSV', () => {
  it('adds up to the balance over any number of batches', async () => {
    const ann = await person(db, 1_000_000)
    await db.execute(sql`
      insert into ledger (kind, debit, credit, amount, user_id, actor, reason)
      select 'grant', 'house.grants', 'user.available', n, ${ann}, 'system', '=1+1, "' || n || '"'
      from generate_series(1, 1200) n`)
    await pay(ann, new Date(), 400)
    await heldJob(db, ann, 250)
    const text = await csv(ann)
    expect(text.startsWith('Номер,Время (Asia/Kat')).toBe(true)
    const lines = text.trimEnd().split('\r\n').slice(1)
    expect(lines).toHaveLength(1205)
    expect(lines.filter((line) => line.includes('"\'=1+1, ""'))).toHaveLength(1200)
    const last = (line: string, n: number) => Math.round(1_000 * Number(line.split(',').at(n)))
    const sum = (n: number) => lines.reduce((total, line) => total + last(line, n), 0) / 1_000
    expect({ available: sum(-4), held: sum(-3) }).toEqual(await balance(db, ann))
  })

  it('reads no further than its reader', async () => {
    const ann = await person(db, 1_000)
    await db.execute(sql`
      insert into ledger (kind, debit, credit, amount, user_id, actor, reason)
      select 'grant', 'house.grants', 'user.available', 1, ${ann}, 'system', 'x' from generate_series(1, 3000)`)
    let asked = 0
    const counting = new Proxy(db, {
      get(target, name, receiver) {
        if (name === 'select') asked += 1
        return Reflect.get(target, name, receiver)
      },
    })
    const reader = movementsCsv(counting, ann, { zone: 'UTC' }, 'en').getReader()
    await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(asked).toBeLessThanOrEqual(2)
    await reader.cancel()
  })

  it('has signs that lead from each row’s balance to the next', async () => {
    const ann = await person(db, 5_000)
    await pay(ann, new Date(), 400)
    await pay(ann, new Date(), 1_000)
    const rows = (await all(ann, {})).toReversed()
    let [available, held] = [0, 0]
    for (const { kind, amount, availableAfter, heldAfter } of rows) {
      const [free, bound] = movementSigns[kind]
      available += free * amount
      held += bound * amount
      expect([available, held].map((sum) => Number(sum.toFixed(3)))).toEqual([availableAfter, heldAfter])
    }
  })
})

describe('spending', () => {
  it('is what was captured, by the reader’s day and by model', async () => {
    const ann = await person(db, 20_000)
    const { from, to } = monthSpan('2026-03', ZONE)
    const at = (ms: number) => new Date(ms)
    await pay(ann, at(from.getTime() - 1), 900)
    await pay(ann, from, 500)
    await pay(ann, at(from.getTime() + 86_400_000 - 1), 250)
    await pay(ann, at(from.getTime() + 86_400_000), 125)
    await pay(ann, at(to.getTime() - 1), 1_000)
    await pay(ann, to, 900)
    const spent = await spending(db, ann, { month: '2026-03', zone: ZONE }, 'en')
    expect(spent.total).toBe(1.875)
    expect(spent.days).toHaveLength(31)
    expect(spent.days.filter(({ jobs }) => jobs > 0)).toEqual([
      { day: '2026-03-01', credits: 0.75, jobs: 2 },
      { day: '2026-03-02', credits: 0.125, jobs: 1 },
      { day: '2026-03-31', credits: 1, jobs: 1 },
    ])
    expect(spent.models).toEqual([
      { model: 'recraft/remove-background', tool: 'Remove background', credits: 1.875, jobs: 4 },
    ])
  })
})
