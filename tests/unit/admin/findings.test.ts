import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { modelSettings } from '@/db/schema'
import { decideFinding, openFindings } from '@/lib/admin/findings'
import type { SessionUser } from '@/lib/auth/session'
import { findModel } from '@/lib/catalog/catalog'
import { isOffered } from '@/lib/catalog/terms'
import { terms } from '@/lib/jobs/terms'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { asSession, person } from '@/tests/unit/auth/people'
import { actsOn, check, forgetAll, KNOWN, listed, market, OTHER, readAlready, rowsOf } from './market'

let db: Db
let admin: SessionUser
let n = 0
let [gone, priced] = [OTHER, KNOWN]
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = await asSession(db, await person(db, 'admin@x.example', { role: 'admin', passwordHash: null }))
})
beforeEach(async () => {
  await forgetAll(db)
  await readAlready(db)
  // Audit rows stay for ever, so that each test has models of its own.
  const ids = [...market().all.keys()]
  gone = ids[2 * n] ?? ''
  priced = ids[2 * n + 1] ?? ''
  n++
})

/** A market where one model went and the price of another changed. */
async function changed() {
  const kie = market()
  await check(db, kie.kie)
  kie.all.delete(gone)
  kie.all.set(priced, listed(priced, { price: 'B' }))
  await check(db, kie.kie)
  return kie
}
async function idOf(model: string) {
  const finding = (await openFindings(db)).find((one) => one.model === model)
  if (!finding) throw new Error(`nothing is open about ${model}`)
  return finding.id
}
const decide = (id: string, decision: 'accepted' | 'dismissed', reason = 'because') =>
  decideFinding(db, admin, id, { decision, reason })
const openOf = async (model: string) => (await openFindings(db)).filter((one) => one.model === model)

describe('accepting', () => {
  test('that a model is gone turns it off, once, with one audit row', async () => {
    await changed()
    const model = findModel(gone)
    if (!model) throw new Error('no such model')
    expect(isOffered(model, await terms())).toBe(true)
    const id = await idOf(gone)
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => decide(id, 'accepted')))
    expect(outcomes.filter((one) => one === null)).toHaveLength(1)
    for (const one of outcomes) if (one) expect(one).toMatchObject({ code: 'conflict' })
    expect(isOffered(model, await terms())).toBe(false)
    expect(await actsOn(db, gone)).toEqual([
      expect.objectContaining({
        actor: admin.id,
        action: 'finding.accepted',
        reason: 'because',
        detail: {
          ...{ finding: id, kind: 'gone', detail: {} },
          ...{ before: { offered: null }, after: { offered: false } },
        },
      }),
    ])
    expect(await openOf(gone)).toEqual([])
  })

  test('that a model is gone turns it off though it was turned on', async () => {
    await changed()
    await db.insert(modelSettings).values({ modelId: gone, offered: true })
    await decide(await idOf(gone), 'accepted')
    const [row] = await db.select().from(modelSettings).where(eq(modelSettings.modelId, gone))
    expect(row).toMatchObject({ offered: false })
    expect(await actsOn(db, gone)).toMatchObject([
      { detail: { before: { offered: true }, after: { offered: false } } },
    ])
  })

  test("a price's words makes them those to compare with, back and forth", async () => {
    const kie = await changed()
    await decide(await idOf(priced), 'accepted')
    await check(db, kie.kie)
    expect(await openOf(priced)).toEqual([])
    for (const [from, to] of [
      ['B', 'A'],
      ['A', 'B'],
    ] as const) {
      kie.all.set(priced, listed(priced, { price: to }))
      await check(db, kie.kie)
      expect(await openOf(priced)).toMatchObject([{ kind: 'price', detail: { from, to } }])
      await decide(await idOf(priced), 'accepted')
    }
  })

  test('that KIE states no price any more is remembered, and its next words are told', async () => {
    const kie = await changed()
    kie.all.set(priced, listed(priced, { price: null }))
    await check(db, kie.kie)
    await decide(await idOf(priced), 'accepted')
    kie.all.set(priced, listed(priced, { price: 'C' }))
    await check(db, kie.kie)
    expect(await openOf(priced)).toMatchObject([{ detail: { from: null, to: 'C' } }])
  })
})

describe('dismissing', () => {
  test('does nothing, and the same is not told again while it lasts', async () => {
    const kie = await changed()
    await decide(await idOf(gone), 'dismissed')
    await decide(await idOf(priced), 'dismissed')
    expect(await db.select().from(modelSettings)).toEqual([])
    expect((await actsOn(db, priced)).map(({ action }) => action)).toEqual(['finding.dismissed'])
    await check(db, kie.kie)
    expect(await openFindings(db)).toEqual([])
    kie.all.set(priced, listed(priced, { price: 'C' }))
    await check(db, kie.kie)
    expect(await openOf(priced)).toMatchObject([{ detail: { from: `${priced} costs 1 credit.`, to: 'C' } }])
    kie.all.set(gone, listed(gone))
    await check(db, kie.kie)
    kie.all.delete(gone)
    await check(db, kie.kie)
    expect(await openOf(gone)).toHaveLength(1)
    expect(await rowsOf(db, gone)).toHaveLength(2)
  })
})

describe('a decision', () => {
  test('about what holds no more, or never was, is refused', async () => {
    const kie = await changed()
    const id = await idOf(gone)
    kie.all.set(gone, listed(gone))
    await check(db, kie.kie)
    expect(await decide(id, 'accepted')).toMatchObject({ code: 'conflict' })
    expect(await decide('nothing', 'accepted')).toBeInstanceOf(Refusal)
    expect(await decide('nothing', 'accepted')).toMatchObject({ code: 'not_found' })
    expect(await db.select().from(modelSettings)).toEqual([])
    expect(await actsOn(db, gone)).toEqual([])
  })
})
