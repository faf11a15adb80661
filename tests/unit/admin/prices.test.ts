import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, jobs, priceRules } from '@/db/schema'
import { priceEffect, wouldBe } from '@/lib/admin/price-effect'
import { priceRuleList } from '@/lib/admin/price-list'
import type { NewRule } from '@/lib/admin/price-schema'
import { setPriceRule, withdrawPriceRule } from '@/lib/admin/prices'
import { balance } from '@/lib/credits/queries'
import { newId, type UserId } from '@/lib/id'
import { lastAttempt } from '@/lib/jobs/queue'
import type { Run } from '@/lib/jobs/run-context'
import { settleDone } from '@/lib/jobs/settle'
import { submit } from '@/lib/jobs/submit'
import { forgetTerms, terms } from '@/lib/jobs/terms'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { advance, jobRow, person, storedResult } from '@/tests/unit/jobs/rows'

/** 0.8 credits at KIE. */
const MODEL = 'z-image'
/** Before it in the alphabet. */
const OTHER = 'google/imagen4-fast'
const LEASE = 17
/** Later than what is asked before it, on a busy machine too. */
const SOON_MS = 2_000
const input = { prompt: 'A vase', aspect_ratio: '1:1' }

let db: Db
let admin: { id: UserId }
let ann: UserId
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})
beforeEach(async () => {
  ann = (await person(db, 1_000_000)) as UserId
  await setPrice(null)
  await setPrice(null, { model: null })
})

const setPrice = (rule: NewRule['rule'], more: Partial<NewRule> = {}, key = newId() as string) =>
  setPriceRule(db, admin, { model: MODEL, rule, from: null, reason: 'because', ...more }, key)
const idOf = (made: { id: number } | Refusal) => {
  if (made instanceof Refusal) throw new Error(made.code)
  return made.id
}
const ask = (maxPrice?: number) => submit(db, ann, { model: MODEL, input, maxPrice }, null)
async function taken() {
  const made = await ask()
  if (made instanceof Refusal) throw new Error(JSON.stringify(made))
  return made.row
}
const codeOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.code : 'done')
const list = async () => (await taken()).hold

describe('the rule that counts', () => {
  test('is the model’s own, else the one for all, else KIE’s price', async () => {
    const kie = await list()
    await setPrice({ times: 1.5 }, { model: null })
    expect(await list()).toBe(Math.ceil(kie * 1.5))
    await setPrice({ credits: 7.25 })
    expect(await list()).toBe(7_250)
    await setPrice({ times: 0.001 })
    expect(await list()).toBe(Math.ceil(kie * 0.001))
    await setPrice(null)
    expect(await list()).toBe(Math.ceil(kie * 1.5))
    await setPrice(null, { model: null })
    expect(await list()).toBe(kie)
  })

  test('is kept by the job with KIE’s price, and nobody changes either', async () => {
    const kie = await list()
    const id = idOf(await setPrice({ times: 2 }))
    const job = await taken()
    expect(await jobRow(db, job.id)).toMatchObject({
      ruleId: id,
      factor: 2_000,
      listPrice: kie,
      hold: 2 * kie,
    })
    await expect(db.update(jobs).set({ factor: 1 }).where(eq(jobs.id, job.id))).rejects.toThrow()
    await expect(db.update(jobs).set({ ruleId: null }).where(eq(jobs.id, job.id))).rejects.toThrow()
    await expect(db.update(priceRules).set({ factor: 1 }).where(eq(priceRules.id, id))).rejects.toThrow()
    await expect(db.delete(priceRules).where(eq(priceRules.id, id))).rejects.toThrow()
  })

  test('counts at once where another process set it', async () => {
    await terms()
    // Not through this process, whose memory of the rules is two seconds young.
    const reason = { reason: 'x', madeBy: admin.id }
    await db.insert(priceRules).values({ modelId: MODEL, kind: 'fixed', credits: 9_000, ...reason })
    expect(await list()).toBe(9_000)
  })

  test('begins at its moment and no sooner', async () => {
    const kie = await list()
    const from = new Date(Date.now() + SOON_MS)
    await setPrice({ credits: 3 }, { from: from.toISOString() })
    expect(await list()).toBe(kie)
    await sleep(SOON_MS + 100)
    expect(await list()).toBe(3_000)
  })
})

describe('a price that has risen since it was shown', () => {
  test('is refused with the new one, and holds nothing', async () => {
    await setPrice({ credits: 2 })
    expect(codeOf(await ask(2))).toBe('done')
    const before = await balance(db, ann)
    await db.insert(priceRules).values({
      ...{ modelId: MODEL, kind: 'fixed', credits: 2_001, reason: 'x', madeBy: admin.id },
    })
    const refused = await ask(2)
    expect(refused).toMatchObject({ code: 'price_changed', options: { price: 2.001 } })
    expect(await balance(db, ann)).toEqual(before)
    expect(codeOf(await ask(2.001))).toBe('done')
    forgetTerms()
  })

  test('does not matter to one who was shown more: the lower one is charged', async () => {
    await setPrice({ credits: 2 })
    const made = await ask(5)
    expect(made instanceof Refusal ? null : made.row.hold).toBe(2_000)
  })
})

test('a running job keeps its price, whatever rule comes', async () => {
  await setPrice({ credits: 4 })
  const { id } = await taken()
  await advance(db, id, LEASE, 'storing')
  await setPrice({ credits: 400 })
  await storedResult(db, ann, id)
  const attempt = await lastAttempt(db, id)
  if (!attempt) throw new Error('no attempt')
  await settleDone({ db, lease: LEASE, jobId: id } as Run, attempt, 1, 1)
  expect(await jobRow(db, id)).toMatchObject({ status: 'done', charged: 4_000 })
  expect(await balance(db, ann)).toEqual({ available: 996, held: 0 })
})

describe('rules', () => {
  test('are set once under a key, each with an audit row', async () => {
    const key = newId()
    const made = await Promise.all([1, 2, 3].map(() => setPrice({ times: 1.234 }, {}, key)))
    expect(new Set(made.map(idOf)).size).toBe(1)
    const rows = await db
      .select()
      .from(audit)
      .where(
        sql`${audit.action} = 'price.set' and ${audit.detail}->>'id' = ${String(idOf(made[0] as { id: number }))}`,
      )
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      subject: MODEL,
      actor: admin.id,
      detail: { before: null, after: { times: 1.234 } },
    })
  })

  test('to come can be withdrawn, once; those that count cannot', async () => {
    const kie = await list()
    const from = new Date(Date.now() + SOON_MS).toISOString()
    const id = idOf(await setPrice({ credits: 3 }, { from }))
    const ends = await Promise.all([1, 2, 3].map(() => withdrawPriceRule(db, admin, id, 'no')))
    expect(ends.map(codeOf).sort()).toEqual(['conflict', 'conflict', 'done'])
    const notes = await db.select().from(audit).where(eq(audit.action, 'price.withdrawn'))
    expect(notes).toMatchObject([
      { subject: MODEL, reason: 'no', detail: { id, from, before: { credits: 3 }, after: null } },
    ])
    await sleep(SOON_MS + 100)
    expect(await list()).toBe(kie)
    const counts = idOf(await setPrice({ credits: 3 }))
    expect(codeOf(await withdrawPriceRule(db, admin, counts, 'no'))).toBe('conflict')
    expect(codeOf(await withdrawPriceRule(db, admin, 999_999_999, 'no'))).toBe('not_found')
  })

  test('that make no sense are refused', async () => {
    const wrong = (outcome: unknown) =>
      outcome instanceof Refusal ? Object.values(outcome.options.fields ?? {})[0]?.key : 'done'
    expect(wrong(await setPrice({ times: 2 }, { model: 'no/such' }))).toBe('model_unknown')
    expect(wrong(await setPrice({ times: 2 }, { from: '2020-01-01T00:00:00Z' }))).toBe('price_from_past')
    expect(wrong(await setPrice({ times: 2 }, { from: '2200-01-01T00:00:00Z' }))).toBe('price_from_far')
  })

  test('are listed by what they are, page by page', async () => {
    const current = idOf(await setPrice({ times: 3 }))
    const coming = idOf(await setPrice({ times: 4 }, { from: new Date(Date.now() + 60_000).toISOString() }))
    const gone = idOf(await setPrice({ times: 5 }, { from: new Date(Date.now() + 60_000).toISOString() }))
    await withdrawPriceRule(db, admin, gone, 'second thoughts')
    for (let n = 0; n < 22; n++) await setPrice({ times: 6 }, { model: 'nano-banana-pro' })
    const { standing, past, next } = await priceRuleList(db, null)
    const state = (id: number) => [...standing, ...past].find((rule) => rule.id === id)?.state
    expect([state(current), state(coming)]).toEqual(['current', 'coming'])
    expect(standing.map(({ model }) => model)).toEqual(['nano-banana-pro', MODEL, MODEL])
    expect(next).not.toBeNull()
    const more = await priceRuleList(db, next)
    expect(more.standing).toEqual([])
    expect(more.past.find(({ id }) => id === gone)).toMatchObject({
      state: 'withdrawn',
      withdrawn: { reason: 'second thoughts' },
    })
    const ids = [...past, ...more.past].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    await withdrawPriceRule(db, admin, coming, 'test')
    await setPrice(null, { model: 'nano-banana-pro' })
  })
})

describe('the effect on past jobs', () => {
  test('compares what was paid with what it would have been', async () => {
    const { id, hold } = await taken()
    await advance(db, id, LEASE, 'storing')
    await storedResult(db, ann, id)
    const attempt = await lastAttempt(db, id)
    if (!attempt) throw new Error('no attempt')
    await settleDone({ db, lease: LEASE, jobId: id } as Run, attempt, 1, 1)
    const before = await priceEffect(db, MODEL, { kind: 'times', factor: 1_000 })
    expect(before.models).toHaveLength(1)
    const twice = await priceEffect(db, MODEL, { kind: 'times', factor: 2_000 })
    expect(twice).toMatchObject({ jobs: before.jobs, paid: before.paid })
    expect(twice.would).toBeGreaterThan(before.would)
    expect((await priceEffect(db, null, { kind: 'fixed', credits: 1 })).jobs).toBeGreaterThan(0)
    await setPrice({ times: 9 })
    expect((await priceEffect(db, null, { kind: 'fixed', credits: 1 })).models).toEqual([])
    expect(hold).toBeGreaterThan(0)
  })

  test('for all is of models without a rule of their own, and of no others', async () => {
    const done = async (model: string) => {
      const made = await submit(db, ann, { model, input }, null)
      if (made instanceof Refusal) throw new Error(JSON.stringify(made))
      const { id } = made.row
      await advance(db, id, LEASE, 'storing')
      await storedResult(db, ann, id)
      const attempt = await lastAttempt(db, id)
      if (attempt) await settleDone({ db, lease: LEASE, jobId: id } as Run, attempt, 1, 1)
    }
    const seen = async () =>
      (await priceEffect(db, null, { kind: 'fixed', credits: 1 })).models.map(({ model }) => model).toSorted()
    await done(OTHER)
    await done(MODEL)
    expect(await seen()).toEqual([OTHER, MODEL])
    await setPrice({ times: 9 })
    expect(await seen()).toEqual([OTHER])
    await setPrice({ times: 9 }, { model: OTHER })
    expect(await seen()).toEqual([])
    await setPrice(null, { model: OTHER })
    expect(await seen()).toEqual([OTHER])
  })

  test.each([
    [{ hold: 1_500, units: null, listPrice: 1_000, charged: 1_500, consumed: 800 }, 2_000],
    [{ hold: 1_500, units: null, listPrice: 1_000, charged: 750, consumed: null }, 1_000],
    [{ hold: 1_500, units: 2, listPrice: 1_000, charged: 900, consumed: 600 }, 1_200],
    [{ hold: 1_500, units: 2, listPrice: 1_000, charged: 900, consumed: 6_000 }, 2_000],
    [{ hold: 1_000, units: null, listPrice: null, charged: 1_000, consumed: null }, 2_000],
    [{ hold: 1_000, units: null, listPrice: null, charged: 0, consumed: null }, 0],
  ])('of %j doubled is %i', (past, due) => {
    expect(wouldBe(past, { kind: 'times', factor: 2_000 })).toBe(due)
  })
})
