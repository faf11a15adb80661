import { setTimeout } from 'node:timers/promises'
import { desc, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, balances, groups, jobs, ledger, personLimits, users } from '@/db/schema'
import { MOST_GROUPS } from '@/lib/admin/bounds'
import { groupList, removeGroup, saveGroup } from '@/lib/admin/groups'
import { personLimitsOf, setPeopleLimits } from '@/lib/admin/limits'
import { type Limits, type PeopleLimits, peopleLimitsSchema } from '@/lib/admin/limits-schema'
import { findPeople } from '@/lib/admin/people'
import { modelList } from '@/lib/catalog/offer'
import { MOST_GRANTED } from '@/lib/credits/bounds'
import { balance } from '@/lib/credits/queries'
import { newId, type UserId } from '@/lib/id'
import { termsFor } from '@/lib/jobs/allowed'
import { retry } from '@/lib/jobs/retry'
import { cancelQueued } from '@/lib/jobs/settle'
import { submit } from '@/lib/jobs/submit'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { person } from '@/tests/unit/jobs/rows'

/** 0.8 credits at KIE. */
const MODEL = 'z-image'
const PRICE = 0.8
const input = { prompt: 'A vase', aspect_ratio: '1:1' }
const none: Limits = { creditsADay: null, jobsAtOnce: null, models: null }

let db: Db
let admin: { id: UserId }
let ann: UserId
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})
beforeEach(async () => {
  ann = (await person(db, 1_000_000)) as UserId
})

const ask = (who = ann, key: string | null = null) => submit(db, who, { model: MODEL, input }, key)
const asks = (count: number, who = ann) => Promise.all(Array.from({ length: count }, () => ask(who)))
const codes = (outcomes: (unknown | Refusal)[]) =>
  outcomes.map((one) => (one instanceof Refusal ? one.code : 'taken')).sort()
const times = (count: number, code: string) => Array<string>(count).fill(code)
const set = (wish: Partial<PeopleLimits>) =>
  setPeopleLimits(db, admin, { people: [ann], reason: 'because', ...wish })
const group = async (name: string, limits: Partial<Limits>) => {
  const made = await saveGroup(db, admin, null, { name, limits: { ...none, ...limits }, reason: 'because' })
  if (made instanceof Refusal) throw new Error(made.code)
  return made.group.id
}
const openJobs = async (who: string) => (await db.select().from(balances).where(eq(balances.userId, who)))[0]
const fieldOf = (outcome: unknown) =>
  outcome instanceof Refusal ? Object.entries(outcome.options.fields ?? {})[0] : outcome

describe('jobs at once', () => {
  test('are exactly as many as the limit, however many are asked for at once', async () => {
    await set({ limits: { ...none, jobsAtOnce: 5 } })
    const ends = await asks(20)
    expect(codes(ends)).toEqual([...times(15, 'limit_jobs'), ...times(5, 'taken')])
    expect(await balance(db, ann)).toEqual({ available: 1_000 - 5 * PRICE, held: 5 * PRICE })
    const refused = ends.find((end) => end instanceof Refusal)
    expect(refused).toMatchObject({ options: { values: { most: 5, open: 5 } } })
  })

  test('end, and the next may start; a retry is one too', async () => {
    await set({ limits: { ...none, jobsAtOnce: 1 } })
    const first = await ask()
    if (first instanceof Refusal) throw new Error(first.code)
    await cancelQueued(db, ann, first.row.id)
    expect(codes([await ask()])).toEqual(['taken'])
    expect(codes([await retry(db, ann, first.row.id, null)])).toEqual(['limit_jobs'])
  })

  test('of people without limits are not counted against anybody', async () => {
    expect(codes(await asks(12))).toEqual(times(12, 'taken'))
  })

  test('that were taken answer again under their key, though the limit is reached', async () => {
    await set({ limits: { ...none, jobsAtOnce: 1 } })
    const first = await ask(ann, 'key')
    const again = await ask(ann, 'key')
    expect(again).toMatchObject({ replayed: true, row: { id: first instanceof Refusal ? '' : first.row.id } })
  })
})

describe('credits a day', () => {
  test('are never passed by many at once, and what comes back frees them', async () => {
    await set({ limits: { ...none, creditsADay: 3 * PRICE } })
    const ends = await asks(10)
    expect(codes(ends)).toEqual([...times(7, 'limit_day'), ...times(3, 'taken')])
    expect(ends.find((end) => end instanceof Refusal)).toMatchObject({
      options: { values: { most: 2.4, used: 2.4, needed: PRICE } },
    })
    const [job] = await db.select().from(jobs).where(eq(jobs.userId, ann)).limit(1)
    await cancelQueued(db, ann, job?.id ?? '')
    expect(await personLimitsOf(db, ann)).toMatchObject({ openJobs: 2, usedToday: 2 * PRICE })
    expect(codes(await asks(2))).toEqual(['limit_day', 'taken'])
  })

  test('are those of one UTC day: yesterday’s do not count, and their return frees nothing of today', async () => {
    const jobId = newId()
    await db.transaction(async (tx) => {
      await tx
        .insert(jobs)
        .values({ id: jobId, userId: ann, model: MODEL, input, hold: 800, requestHash: 'x' })
      await tx.insert(ledger).values({
        ...{ kind: 'hold', debit: 'user.available', credit: 'user.held', amount: 800 },
        ...{ at: new Date(Date.now() - 86_400_000), userId: ann, jobId, actor: ann, reason: MODEL },
      })
    })
    await set({ limits: { ...none, creditsADay: PRICE } })
    expect(codes(await asks(2))).toEqual(['limit_day', 'taken'])
    await cancelQueued(db, ann, jobId)
    expect(await personLimitsOf(db, ann)).toMatchObject({ openJobs: 1, usedToday: PRICE })
  })
})

describe('allowed models', () => {
  test('are the only ones shown as runnable and taken', async () => {
    await set({ limits: { ...none, models: ['nano-banana-pro'] } })
    expect(fieldOf(await ask())).toEqual(['model', { key: 'model_not_allowed' }])
    expect(await openJobs(ann)).toMatchObject({ openJobs: 0, held: 0 })
    const cards = modelList('en', await termsFor(db, ann))
    expect(cards.filter(({ barred }) => !barred).map(({ id }) => id)).toEqual(['nano-banana-pro'])
    expect(cards.find(({ id }) => id === MODEL)).toMatchObject({ offered: false, barred: true })
    await set({ limits: none })
    expect(codes([await ask()])).toEqual(['taken'])
    expect(await db.select().from(personLimits).where(eq(personLimits.userId, ann))).toEqual([])
  })

  test('are models of the catalogue', async () => {
    const wrong = await set({ limits: { ...none, models: ['no/such'] } })
    expect(fieldOf(wrong)).toEqual(['limits.models', { key: 'model_unknown' }])
  })
})

describe('several people', () => {
  test('keep of their groups and limits what is not named', async () => {
    const [ben, id] = [await person(db, 0), await group('Keepers', {})]
    await set({ group: id, limits: { creditsADay: 5, jobsAtOnce: 3, models: [MODEL] } })
    await set({ people: [ben], limits: { creditsADay: 7 } })
    expect(await set({ people: [ann, ben], limits: { jobsAtOnce: 9 } })).toBeNull()
    expect(await personLimitsOf(db, ann)).toMatchObject({
      group: { id },
      own: { creditsADay: 5, jobsAtOnce: 9, models: [MODEL] },
    })
    expect(await personLimitsOf(db, ben)).toMatchObject({
      group: null,
      own: { creditsADay: 7, jobsAtOnce: 9, models: null },
    })
    const [row] = await db.select().from(audit).where(eq(audit.subject, ann)).orderBy(desc(audit.id)).limit(1)
    expect(row?.detail).toEqual({
      before: { group: id, limits: { creditsADay: 5, jobsAtOnce: 3, models: [MODEL] } },
      after: { group: id, limits: { creditsADay: 5, jobsAtOnce: 9, models: [MODEL] } },
    })
    expect(await set({ people: [ann, ben], group: null })).toBeNull()
    expect(await personLimitsOf(db, ann)).toMatchObject({ group: null, own: { creditsADay: 5 } })
  })

  test('are nobody where one of them was deleted', async () => {
    const gone = await person(db, 0)
    const at = new Date()
    await db.update(users).set({ disabledAt: at, closingAt: at, closedAt: at }).where(eq(users.id, gone))
    const wrong = await set({ people: [ann, gone], limits: { jobsAtOnce: 1 } })
    expect(fieldOf(wrong)).toEqual(['people', { key: 'person_unlimited' }])
    expect(await personLimitsOf(db, ann)).toMatchObject({ own: none })
  })

  test('that one admin takes away while another sets them are set', async () => {
    await set({ limits: { ...none, jobsAtOnce: 1 } })
    const other = await db.transaction(async (tx) => {
      const theirs = eq(personLimits.userId, ann)
      await tx.select().from(personLimits).where(theirs).for('update')
      const setting = set({ limits: { jobsAtOnce: 3 } }).catch((error: unknown) => error)
      // It waits for the row, having made sure that there is one.
      await Promise.race([setting, setTimeout(500)])
      await tx.delete(personLimits).where(theirs)
      return { setting }
    })
    expect(await other.setting).toBeNull()
    expect(await personLimitsOf(db, ann)).toMatchObject({ own: { jobsAtOnce: 3 } })
  })

  test('are changed by nobody where nothing is named', async () => {
    expect(fieldOf(await set({ limits: {} }))).toEqual(['limits', { key: 'required' }])
    expect(fieldOf(await set({}))).toEqual(['limits', { key: 'required' }])
  })

  test('are as many as are granted credits at once', () => {
    const parse = (count: number) =>
      peopleLimitsSchema.safeParse({ people: Array<string>(count).fill('x'), group: null, reason: 'x' })
    expect([parse(MOST_GRANTED).success, parse(MOST_GRANTED + 1).success]).toEqual([true, false])
  })
})

describe('groups', () => {
  test('give their people limits; one’s own win, field by field', async () => {
    const id = await group('Interns', { jobsAtOnce: 2, creditsADay: 1.6 })
    await set({ group: id })
    expect(codes(await asks(4))).toEqual([...times(2, 'limit_jobs'), ...times(2, 'taken')])
    await set({ limits: { ...none, jobsAtOnce: 9 } })
    expect(codes(await asks(1))).toEqual(['limit_day'])
    expect(await personLimitsOf(db, ann)).toMatchObject({
      group: { name: 'Interns', limits: { jobsAtOnce: 2 } },
      own: { jobsAtOnce: 9, creditsADay: null },
    })
    const found = await findPeople(db, { q: ann, limit: 1 })
    expect(found).toMatchObject({ people: [{ group: 'Interns', isLimited: true }] })
    const ben = await person(db, 0)
    const other = await group('Regulars', {})
    await set({ people: [ben], group: other })
    expect(await removeGroup(db, admin, id, 'done')).toBeNull()
    expect(codes(await asks(1))).toEqual(['taken'])
    expect(await personLimitsOf(db, ben)).toMatchObject({ group: { name: 'Regulars' } })
  })

  test('have names of their own', async () => {
    const id = await group('Agency', {})
    const twice = { name: 'AGENCY', limits: none, reason: 'x' }
    expect(fieldOf(await saveGroup(db, admin, null, twice))).toEqual(['name', { key: 'group_taken' }])
    expect(codes([await saveGroup(db, admin, id, twice)])).toEqual(['taken'])
    expect((await groupList(db)).map(({ name }) => name)).toContain('AGENCY')
    expect(codes([await saveGroup(db, admin, 'none', twice)])).toEqual(['not_found'])
    expect(codes([await removeGroup(db, admin, 'none', 'x')])).toEqual(['not_found'])
  })

  test('take several people at once or nobody, and each has an audit row', async () => {
    const ben = await person(db, 0)
    const id = await group('Several', { jobsAtOnce: 1 })
    const wrong = await set({ people: [ann, ben, 'nobody'], group: id })
    expect(fieldOf(wrong)).toEqual(['people', { key: 'person_unlimited' }])
    expect(fieldOf(await set({ group: 'none' }))).toEqual(['group', { key: 'group_unknown' }])
    expect(await db.select().from(personLimits).where(eq(personLimits.userId, ann))).toEqual([])
    expect(await set({ people: [ann, ben, ann], group: id })).toBeNull()
    for (const who of [ann, ben]) {
      const rows = await db.select().from(audit).where(eq(audit.subject, who))
      expect(rows).toMatchObject([
        {
          action: 'limits.changed',
          reason: 'because',
          detail: { before: { group: null }, after: { group: id } },
        },
      ])
    }
  })

  test('are 200 at most, however many are made at once', async () => {
    const { length } = await groupList(db)
    const room = MOST_GROUPS - length - 3
    await db
      .insert(groups)
      .values(Array.from({ length: room }, (_, n) => ({ id: `g${n}`, name: `Group ${n}` })))
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        saveGroup(db, admin, null, { name: `At once ${n}`, limits: none, reason: 'x' }),
      ),
    )
    expect(made.filter((one) => !(one instanceof Refusal))).toHaveLength(3)
    expect(made.map(fieldOf)).toContainEqual(['name', { key: 'groups_full', values: { max: MOST_GROUPS } }])
    expect(await groupList(db)).toHaveLength(MOST_GROUPS)
    const change = { name: 'Another name', limits: none, reason: 'x' }
    expect(codes([await saveGroup(db, admin, 'g0', change)]), 'the others can be changed').toEqual(['taken'])
  })
})
