import { and, eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, ledger, users } from '@/db/schema'
import { grantToPeople, movePersonsCredits } from '@/lib/admin/credits'
import { grantFromFile } from '@/lib/admin/grants-csv'
import { balance } from '@/lib/credits/queries'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { heldJob, person } from '../jobs/rows'

let db: Db
let admin: { id: UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})

const times = <T>(count: number, work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)))
const move = (id: string, amount: number, key: string, reason = 'For the lamps') =>
  movePersonsCredits(db, admin, id, { amount, reason }, key)
const codeOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.code : 'done')
const codesOf = (outcomes: unknown[]) => outcomes.map(codeOf)
const rowsOf = (id: string, kind: 'grant' | 'take') =>
  db
    .select()
    .from(ledger)
    .where(and(eq(ledger.userId, id), eq(ledger.kind, kind), eq(ledger.reason, 'For the lamps')))
const notesOf = (ids: string[]) => db.select().from(audit).where(inArray(audit.subject, ids))

describe('an admin', () => {
  test('grants once under one key, however often it is asked at once, and always answers the same', async () => {
    const ann = await person(db, 1_000)
    const answers = await times(20, () => move(ann, 2.5, 'twice'))
    expect(await balance(db, ann)).toEqual({ available: 3.5, held: 0 })
    const [row, ...more] = await rowsOf(ann, 'grant')
    expect(more).toEqual([])
    expect(row).toMatchObject({ amount: 2_500, actor: admin.id, availableAfter: 3_500 })
    const answer = { id: ann, movement: row?.id, available: 3.5, held: 0 }
    expect(answers).toEqual(Array(20).fill(answer))
    await move(ann, 1, 'another')
    expect(await move(ann, 2.5, 'twice'), 'later, when more has moved').toEqual(answer)
    const notes = await notesOf([ann])
    expect(notes.map(({ actor, action, reason, detail }) => ({ actor, action, reason, detail }))).toEqual([
      {
        actor: admin.id,
        action: 'credits.granted',
        reason: 'For the lamps',
        detail: { credits: 2.5, movement: row?.id, before: 1, after: 3.5 },
      },
      expect.objectContaining({ action: 'credits.granted' }),
    ])
  })

  test('takes exactly what is there by 20 takes at once on credit for 10', async () => {
    const ann = await person(db, 10_000)
    const codes = codesOf(await times(20, (n) => move(ann, -1, `take-${n}-${ann}`)))
    expect(codes.filter((code) => code === 'done')).toHaveLength(10)
    expect(codes.filter((code) => code === 'insufficient_credits')).toHaveLength(10)
    expect(await balance(db, ann)).toEqual({ available: 0, held: 0 })
    expect(await rowsOf(ann, 'take')).toHaveLength(10)
    expect((await notesOf([ann])).map((row) => row.action)).toEqual(Array(10).fill('credits.taken'))
  })

  test('is told how much can be taken, and may use the key of a refused take again', async () => {
    const ann = await person(db, 1_500)
    const refused = await move(ann, -2, 'too-much')
    expect(refused instanceof Refusal && refused.options.fields).toEqual({
      amount: { key: 'take_uncovered', values: { available: 1.5 } },
    })
    expect(await move(ann, -1.5, 'too-much')).toMatchObject({ available: 0 })
  })

  test('is refused another request under a used key', async () => {
    const [ann, ben] = [await person(db, 0), await person(db, 0)]
    await move(ann, 1, 'used')
    const others = [
      await move(ann, 2, 'used'),
      await move(ben, 1, 'used'),
      await move(ann, 1, 'used', 'Another'),
      await grantToPeople(db, admin, { people: [ann], amount: 1, reason: 'For the lamps' }, 'used'),
    ]
    expect(codesOf(others)).toEqual(Array(4).fill('idempotency_conflict'))
    expect([await balance(db, ann), await balance(db, ben)].map((one) => one.available)).toEqual([1, 0])
    const other = { id: ben as UserId }
    const grantsToo = movePersonsCredits(db, other, ann, { amount: 1, reason: 'For the lamps' }, 'used')
    expect(codeOf(await grantsToo), "another admin's key").toBe('done')
  })

  test('grants to themself as to anybody, and it is written down', async () => {
    await move(admin.id, 7, 'own')
    expect((await notesOf([admin.id])).map((row) => row.action)).toEqual(['credits.granted'])
    expect(codeOf(await move('nobody', 1, 'nobody'))).toBe('not_found')
  })
})

describe('a grant to many', () => {
  const grants = (people: string[], key: string, amount = 0.125) =>
    grantToPeople(db, admin, { people, amount, reason: 'For the lamps' }, key)

  test('reaches each once, whatever is named or asked twice', async () => {
    const ids = await times(12, () => person(db, 0))
    const answers = await times(8, (n) =>
      grants(n % 2 ? [...ids, ...ids.slice(3)] : ids.toReversed(), 'many'),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    const balances = await Promise.all(ids.map((id) => balance(db, id)))
    expect(balances.map((one) => one.available)).toEqual(Array(12).fill(0.125))
    expect(await notesOf(ids)).toHaveLength(12)
    expect(codeOf(await grants(ids.slice(1), 'many'))).toBe('idempotency_conflict')
  })

  test('overlapping sets at once all arrive', async () => {
    const ids = await times(10, () => person(db, 0))
    const codes = codesOf(
      await times(10, (n) => grants([...ids.slice(n), ...ids.slice(0, n)], `overlap-${n}`, 1)),
    )
    expect(codes).toEqual(Array(10).fill('done'))
    expect(await balance(db, ids[4] ?? '')).toEqual({ available: 10, held: 0 })
  })

  test('reaches nobody when one is unknown', async () => {
    const ann = await person(db, 0)
    expect(codeOf(await grants([ann, 'nobody'], 'unknown'))).toBe('invalid_input')
    expect(await balance(db, ann)).toEqual({ available: 0, held: 0 })
    expect(await notesOf([ann])).toEqual([])
  })
})

describe('a take from many', () => {
  const take = (people: string[], amount: number, key: string) =>
    grantToPeople(db, admin, { people, amount: -amount, reason: 'For the lamps' }, key)
  const availableOf = async (ids: string[]) =>
    (await Promise.all(ids.map((id) => balance(db, id)))).map((one) => one.available)

  test('takes from each once, whatever is named or asked twice, and is written down', async () => {
    const ids = await times(6, (n) => person(db, 10_000 + n))
    const answers = await times(8, (n) => take(n % 2 ? [...ids, ...ids] : ids.toReversed(), 2.5, 'take many'))
    expect(codeOf(answers[0])).toBe('done')
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await availableOf(ids)).toEqual(ids.map((_, n) => 7.5 + n / 1_000))
    const [ann = ''] = ids
    const [row, ...more] = await rowsOf(ann, 'take')
    expect(more).toEqual([])
    expect(row).toMatchObject({
      ...{ debit: 'user.available', credit: 'house.grants', amount: 2_500 },
      ...{ actor: admin.id, availableAfter: 7_500 },
    })
    const notes = await notesOf(ids)
    expect(notes).toHaveLength(6)
    expect(notes.find(({ subject }) => subject === ann)).toMatchObject({
      ...{ actor: admin.id, action: 'credits.taken', reason: 'For the lamps' },
      detail: { credits: 2.5, movement: row?.id, before: 10, after: 7.5 },
    })
    const granted = grantToPeople(
      db,
      admin,
      { people: ids, amount: 2.5, reason: 'For the lamps' },
      'take many',
    )
    expect(codeOf(await granted), 'the other way under the key').toBe('idempotency_conflict')
  })

  test('takes from nobody when one has too little, held credits not counted, and says who', async () => {
    const [ann, ben, cleo] = [await person(db, 9_000), await person(db, 9_000), await person(db, 1_500)]
    await db.update(users).set({ name: 'Ben' }).where(eq(users.id, ben))
    await db.update(users).set({ name: 'Cleo' }).where(eq(users.id, cleo))
    expect(await heldJob(db, ben, 6_000)).not.toBeNull()
    const refused = await take([cleo, ann, ben], 3.001, 'uncovered many')
    const values = { name: 'Ben', email: `${ben}@example.com`, available: 3, more: 1 }
    expect(refused).toMatchObject({
      code: 'insufficient_credits',
      options: { fields: { amount: { key: 'take_uncovered_many', values } } },
    })
    expect(await availableOf([ann, ben, cleo])).toEqual([9, 3, 1.5])
    expect(await notesOf([ann, ben, cleo])).toEqual([])
    expect(codeOf(await take([ann, ben], 3, 'uncovered many')), 'the key is free').toBe('done')
    expect(await balance(db, ben)).toEqual({ available: 0, held: 6 })
  })

  test('overlapping sets at once take what is there, each set whole', async () => {
    const ids = await times(5, () => person(db, 4_000))
    const codes = codesOf(
      await times(10, (n) => take([...ids.slice(n % 5), ...ids.slice(0, n % 5)], 1, `take-overlap-${n}`)),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(4)
    expect(codes.filter((code) => code === 'insufficient_credits')).toHaveLength(6)
    expect(await availableOf(ids)).toEqual(Array(5).fill(0))
  })
})

describe('an account that was deleted', () => {
  const closed = { disabledAt: new Date(), closingAt: new Date(), closedAt: new Date() }
  const problemOf = (outcome: unknown) =>
    outcome instanceof Refusal ? Object.values(outcome.options.fields ?? {})[0] : outcome

  test('gets nothing, alone or among others, who get nothing either', async () => {
    const [ann, gone] = [await person(db, 0), await person(db, 0)]
    await db.update(users).set(closed).where(eq(users.id, gone))
    const problem = { key: 'person_closed', values: { person: gone } }
    expect(problemOf(await move(gone, 1, 'closed'))).toEqual(problem)
    const wish = { people: [ann, gone], amount: 1, reason: 'For the lamps' }
    expect(problemOf(await grantToPeople(db, admin, wish, 'closed among others'))).toEqual(problem)
    expect([await balance(db, ann), await balance(db, gone)].map((one) => one.available)).toEqual([0, 0])
    expect(await notesOf([ann, gone])).toEqual([])
  })

  test('gets nothing that was on its way while it was deleted', async () => {
    const gone = await person(db, 3_000)
    const file = { text: `${gone},1`, reason: 'For the lamps' }
    const taken = Promise.withResolvers<void>()
    const closing = db.transaction(async (tx) => {
      await tx.insert(ledger).values({
        ...{ kind: 'take', debit: 'user.available', credit: 'house.grants', amount: 3_000 },
        ...{ userId: gone, actor: 'system', reason: 'account_closed' },
      })
      taken.resolve()
      await tx.execute(sql`select pg_sleep(0.3)`)
      await tx.update(users).set(closed).where(eq(users.id, gone))
    })
    await taken.promise
    const late = await Promise.all([
      move(gone, 1, 'late'),
      grantToPeople(db, admin, { people: [gone], amount: 1, reason: 'For the lamps' }, 'late to many'),
      grantFromFile(db, admin, file, 'late from a file'),
      closing,
    ])
    expect(codesOf(late.slice(0, 3))).not.toContain('done')
    expect(await balance(db, gone)).toEqual({ available: 0, held: 0 })
  })
})
