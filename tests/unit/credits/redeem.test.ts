import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, codeBatches, codeRedemptions, codes, ledger, rateLimits } from '@/db/schema'
import { cancelBatch, exportCodes, makeBatch } from '@/lib/admin/codes'
import { listBatches, listCodes, listRedemptions } from '@/lib/admin/codes-list'
import { codeHash, codeOf, readCode } from '@/lib/credits/code-text'
import { redeem } from '@/lib/credits/codes'
import { balance } from '@/lib/credits/queries'
import { type CodeBatch, codeBatchSchema } from '@/lib/credits/schema'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { person } from '../jobs/rows'

let db: Db
let admin: { id: UserId }
beforeAll(async () => {
  db = (await testDatabase()).db
  admin = { id: (await person(db, 0)) as UserId }
})

const good: CodeBatch = { amount: 2.5, count: 1, uses: 1, expiresAt: null, note: 'Spring fair' }
async function batchOf(wish: Partial<CodeBatch> = {}) {
  const made = await makeBatch(db, admin, { ...good, ...wish }, newId())
  if (made instanceof Refusal) throw new Error(made.code)
  const exported = await exportCodes(db, admin, made.batch.id)
  if (exported instanceof Refusal) throw new Error(exported.code)
  return { id: made.batch.id, codes: exported.codes, first: exported.codes[0] as string }
}
let addresses = 0
const use = (userId: string, code: string, address = `192.0.2.${++addresses % 250}`) =>
  redeem(db, { userId, address }, code)
const said = (outcome: unknown) =>
  outcome instanceof Refusal ? (outcome.options.fields?.code?.key ?? outcome.code) : 'redeemed'
const people = (count: number) => Promise.all(Array.from({ length: count }, () => person(db, 0)))
const rowsOf = (userId: string) =>
  db
    .select()
    .from(ledger)
    .where(and(eq(ledger.userId, userId), eq(ledger.kind, 'redeem')))

describe('a code', () => {
  test('is read in any case, with any spaces and dashes, and letters that look like digits', () => {
    const plain = readCode('7K3M-9QXA-04TB-WZ51') as string
    for (const typed of [
      '7k3m9qxa04tbwz51',
      ' 7K3M 9QXA 04TB WZ51 ',
      '7K3M–9QXA—04TB−WZ51',
      '7K3M-9QXA-O4TB-WZ5L',
      '7k3m-9qxa-o4tb-wz5i',
      '７Ｋ３Ｍ－９ＱＸＡ－０４ＴＢ－ＷＺ５１',
    ])
      expect(readCode(typed), typed).toBe(plain)
    for (const typed of ['', '7K3M-9QXA-04TB-WZ5', '7K3M-9QXA-04TB-WZ5U', `${plain}0`, '7K3M_9QXA_04TB_WZ51'])
      expect(readCode(typed), typed).toBeNull()
  })

  test('has 80 bits, of which every one varies, and no two are alike', () => {
    const made = Array.from({ length: 2_000 }, (_, n) => readCode(codeOf('seed', n)) as string)
    expect(new Set(made).size).toBe(2_000)
    for (let at = 0; at < 16; at++)
      expect(new Set(made.map((code) => code[at])).size, `letter ${at}`).toBe(32)
    expect(made.join('')).not.toMatch(/[ILOU]/)
  })
})

describe('redeeming', () => {
  test('gives what the code holds, with a ledger row of its own kind', async () => {
    const { first } = await batchOf()
    const ann = await person(db, 1_000)
    expect(await use(ann, first.toLowerCase().replaceAll('-', ' '))).toEqual({
      ...{ amount: 2.5, available: 3.5, held: 0 },
    })
    expect(await rowsOf(ann)).toMatchObject([
      {
        ...{ kind: 'redeem', debit: 'house.codes', credit: 'user.available', amount: 2_500, actor: ann },
        ...{ reason: first.slice(-4), availableAfter: 3_500, jobId: null },
      },
    ])
  })

  test('lets exactly one of 50 at once have a code of one use', async () => {
    const { id, first } = await batchOf()
    const everybody = await people(50)
    const outcomes = (await Promise.all(everybody.map((one) => use(one, first, '198.51.100.7')))).map(said)
    expect(outcomes.filter((outcome) => outcome === 'redeemed')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'code_used_up')).toHaveLength(49)
    const balances = await Promise.all(everybody.map((one) => balance(db, one)))
    expect(balances.reduce((sum, one) => sum + one.available, 0)).toBe(2.5)
    expect(await listRedemptions(db, id, { limit: 50 })).toMatchObject({ redemptions: [{}], next: null })
  })

  test('lets one person have a code once, however often they ask at once', async () => {
    const { first } = await batchOf({ uses: 5 })
    const ann = await person(db, 0)
    const outcomes = (await Promise.all(Array.from({ length: 9 }, () => use(ann, first)))).map(said)
    expect(outcomes.filter((outcome) => outcome === 'redeemed')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'code_redeemed')).toHaveLength(8)
    expect((await balance(db, ann)).available).toBe(2.5)
    const [code] = await db
      .select()
      .from(codes)
      .where(eq(codes.hash, codeHash(readCode(first) as string)))
    expect(code?.used).toBe(1)
  })

  test('is refused for each reason with its own word, and counts wrong ones only', async () => {
    const [ann, ben] = [await person(db, 0), await person(db, 0)]
    const [once, over, ended] = [await batchOf(), await batchOf(), await batchOf({ uses: 2 })]
    await use(ben, once.first)
    await use(ben, ended.first)
    await db
      .update(codeBatches)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(codeBatches.id, over.id))
    await cancelBatch(db, admin, ended.id, 'Printed twice')
    const words = await Promise.all([
      use(ann, 'not a code'),
      use(ann, once.first),
      use(ann, over.first),
      use(ann, ended.first),
      use(ben, once.first),
      use(ben, ended.first),
    ])
    expect(words.map(said)).toEqual([
      ...['code_form', 'code_used_up', 'code_expired', 'code_canceled', 'code_redeemed', 'code_redeemed'],
    ])
    expect((await balance(db, ann)).available).toBe(0)
    const counts = await db
      .select()
      .from(rateLimits)
      .where(sql`${rateLimits.key} like ${`redeem:user:${ann}%`}`)
    expect(counts.map(({ points }) => points)).toEqual([0])
    expect(said(await use(ann, codeOf('nobody', 1)))).toBe('code_unknown')
  })

  test('answers no more than ten wrong tries of a person, and a hundred behind an address', async () => {
    const ann = await person(db, 0)
    const tries = await Promise.all(Array.from({ length: 15 }, (_, n) => use(ann, codeOf('guess', n))))
    expect(tries.map(said).filter((word) => word === 'code_unknown')).toHaveLength(10)
    expect(tries.find((one) => said(one) === 'rate_limited')).toMatchObject({ options: { retryAfter: 900 } })
    const { first } = await batchOf()
    expect(said(await use(ann, first)), 'a right one has to wait too').toBe('rate_limited')
    const crowd = await people(104)
    const guesses = await Promise.all(crowd.map((one, n) => use(one, codeOf('crowd', n), '203.0.113.9')))
    expect(guesses.map(said).filter((word) => word === 'code_unknown')).toHaveLength(100)
  })

  test('never goes past the uses, whoever asks for what in which order', async () => {
    const crowd = await people(5)
    const [ask, stop] = [fc.tuple(fc.nat(4), fc.nat(1)), fc.constant('cancel' as const)]
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.oneof({ weight: 12, arbitrary: ask }, { weight: 1, arbitrary: stop }), { maxLength: 14 }),
        async (uses, acts) => {
          const batch = await batchOf({ count: 2, uses })
          const outcomes = await Promise.all(
            acts.map((act) =>
              act === 'cancel'
                ? cancelBatch(db, admin, batch.id, 'Enough')
                : use(crowd[act[0]] as string, batch.codes[act[1]] as string),
            ),
          )
          const given = outcomes.filter((one) => !(one instanceof Refusal) && 'amount' in one).length
          const rows = await db.select().from(codes).where(eq(codes.batchId, batch.id))
          const made = await db.select().from(codeRedemptions).where(eq(codeRedemptions.batchId, batch.id))
          const [row] = await db.select().from(codeBatches).where(eq(codeBatches.id, batch.id))
          expect(rows.every(({ used }) => used <= uses)).toBe(true)
          expect([made.length, row?.redeemed, rows.reduce((sum, { used }) => sum + used, 0)]).toEqual(
            Array(3).fill(given),
          )
          expect(new Set(made.map(({ n, userId }) => `${n} ${userId}`)).size).toBe(made.length)
        },
      ),
      { numRuns: 12 },
    )
    for (const one of crowd) {
      const rows = await rowsOf(one)
      expect((await balance(db, one)).available).toBe(rows.length * 2.5)
    }
  })
})

describe('the database', () => {
  const redemption = (batchId: string, userId: string) => ({ id: newId(), batchId, n: 1, userId })
  const paid = (id: string, userId: string, amount: number) => ({
    ...{ kind: 'redeem' as const, debit: 'house.codes', credit: 'user.available', amount, userId },
    ...{ actor: userId, reason: 'x', idempotencyKey: `redeem:${id}` },
  })

  test('keeps a redemption and its ledger row together, for the same amount', async () => {
    const { id } = await batchOf({ uses: 9 })
    const ann = await person(db, 0)
    const alone = redemption(id, ann)
    await expect(db.insert(codeRedemptions).values(alone)).rejects.toThrow()
    await expect(db.insert(ledger).values(paid(newId(), ann, 2_500))).rejects.toThrow()
    await expect(
      db.transaction(async (tx) => {
        await tx.insert(codeRedemptions).values(alone)
        await tx.insert(ledger).values(paid(alone.id, ann, 9_000_000))
      }),
    ).rejects.toThrow()
    const ben = await person(db, 0)
    await expect(
      db.transaction(async (tx) => {
        await tx.insert(codeRedemptions).values(alone)
        await tx.insert(ledger).values(paid(alone.id, ben, 2_500))
      }),
    ).rejects.toThrow()
    expect(await balance(db, ann)).toEqual({ available: 0, held: 0 })
    await db.transaction(async (tx) => {
      await tx.insert(codeRedemptions).values(alone)
      await tx.insert(ledger).values(paid(alone.id, ann, 2_500))
    })
    expect((await balance(db, ann)).available).toBe(2.5)
  })

  test('counts no further than the uses, and changes no redemption', async () => {
    const { id, first } = await batchOf()
    const ann = await person(db, 0)
    await use(ann, first)
    await expect(db.update(codes).set({ used: 2 }).where(eq(codes.batchId, id))).rejects.toThrow()
    await expect(db.update(codeBatches).set({ redeemed: 2 }).where(eq(codeBatches.id, id))).rejects.toThrow()
    await expect(
      db.update(codeRedemptions).set({ n: 1 }).where(eq(codeRedemptions.batchId, id)),
    ).rejects.toThrow()
    await expect(db.delete(codeRedemptions).where(eq(codeRedemptions.batchId, id))).rejects.toThrow()
    await expect(db.update(codeBatches).set({ seed: 'x' }).where(eq(codeBatches.id, id))).rejects.toThrow()
  })
})

describe('a batch', () => {
  test('is made once per key, and written down without a code', async () => {
    const wish = { ...good, count: 3, uses: 2, expiresAt: new Date('2027-01-01T00:00:00Z') }
    const made = await Promise.all(Array.from({ length: 6 }, () => makeBatch(db, admin, wish, 'one-key')))
    const ids = new Set(made.map((one) => (one instanceof Refusal ? one.code : one.batch.id)))
    expect(ids.size).toBe(1)
    const [id] = ids as Set<string>
    expect(
      await db
        .select()
        .from(codes)
        .where(eq(codes.batchId, id as string)),
    ).toHaveLength(3)
    const notes = await db
      .select()
      .from(audit)
      .where(eq(audit.subject, id as string))
    expect(notes).toMatchObject([
      {
        action: 'codes.made',
        detail: {
          amount: 2.5,
          count: 3,
          uses: 2,
          expiresAt: '2027-01-01T00:00:00.000Z',
          reason: 'Spring fair',
        },
      },
    ])
    expect(said(await makeBatch(db, admin, { ...wish, count: 4 }, 'one-key'))).toBe('idempotency_conflict')
  })

  test('hands its codes out once, by one of many at once, and keeps none', async () => {
    const made = await makeBatch(db, admin, { ...good, count: 40 }, newId())
    if (made instanceof Refusal) throw new Error(made.code)
    const { id } = made.batch
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => exportCodes(db, admin, id)))
    const handed = outcomes.flatMap((one) => (one instanceof Refusal ? [] : [one.codes]))
    expect(handed).toHaveLength(1)
    expect(new Set(handed[0]).size).toBe(40)
    expect(outcomes.map(said).filter((word) => word === 'codes_gone')).toHaveLength(5)
    const kept = await db.select().from(codes).where(eq(codes.batchId, id)).orderBy(codes.n)
    expect(kept.map(({ hash }) => hash)).toEqual(handed[0]?.map((code) => codeHash(readCode(code) as string)))
    expect(kept.map(({ tail }) => tail)).toEqual(handed[0]?.map((code) => code.slice(-4)))
    const [batch] = await db.select().from(codeBatches).where(eq(codeBatches.id, id))
    const everything = JSON.stringify([batch, kept])
    for (const code of handed[0] ?? []) expect(everything).not.toContain(readCode(code))
    expect(batch?.seed).toBeNull()
    expect(said(await exportCodes(db, admin, newId()))).toBe('not_found')
  })

  test('that was never handed out can be canceled, once, and gives nothing out after', async () => {
    const made = await makeBatch(db, admin, good, newId())
    if (made instanceof Refusal) throw new Error(made.code)
    const { id } = made.batch
    const [one, two] = await Promise.all([1, 2].map(() => cancelBatch(db, admin, id, 'Lost on the way')))
    expect([one, two].map(said).sort()).toEqual(['conflict', 'redeemed'])
    expect(said(await exportCodes(db, admin, id))).toBe('codes_gone')
    expect(said(await cancelBatch(db, admin, newId(), 'x'))).toBe('not_found')
    const notes = await db.select().from(audit).where(eq(audit.subject, id))
    expect(notes.map(({ action }) => action)).toEqual(['codes.made', 'codes.canceled'])
  })

  test('shows its state, its codes and who redeemed them, page by page', async () => {
    const { id, codes: all } = await batchOf({ count: 3, uses: 2 })
    const crowd = await people(2)
    const state = async () => {
      const page = await listBatches(db, { limit: 100 })
      return page instanceof Refusal ? null : page.batches.find((batch) => batch.id === id)
    }
    expect(await state()).toMatchObject({ state: 'open', redeemed: 0, amount: 2.5, createdBy: 'Ann' })
    expect(Object.keys((await state()) ?? {})).not.toContain('seed')
    for (const code of all) for (const one of crowd) await use(one, code)
    expect(await state()).toMatchObject({ state: 'used', redeemed: 6 })
    const first = await listCodes(db, id, { limit: 2 })
    const rest = await listCodes(db, id, { limit: 2, cursor: '2' })
    expect([first, rest]).toMatchObject([
      { codes: [{ n: 1, used: 2 }, { n: 2 }], next: '2' },
      {
        codes: [{ n: 3, tail: all[2]?.slice(-4), latest: [{ id: crowd[1], name: 'Ann' }, { id: crowd[0] }] }],
        next: null,
      },
    ])
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRedemptions(db, id, { limit: 4, cursor })
      if (page instanceof Refusal) throw new Error(page.code)
      seen.push(...page.redemptions.map((one) => one.id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([6, 6])
  })

  test('takes whole counts, small amounts and times to come', () => {
    const wrong = (body: object) => codeBatchSchema.safeParse({ ...good, ...body }).error?.issues[0]?.message
    expect(wrong({})).toBeUndefined()
    expect([wrong({ amount: 0 }), wrong({ amount: 0.0001 }), wrong({ amount: 1_000_001 })]).toEqual(
      Array(3).fill('credits_grant'),
    )
    expect([wrong({ count: 0 }), wrong({ count: 10_001 }), wrong({ count: 1.5 })]).toEqual([
      ...['codes_count', 'codes_count', 'not_whole'],
    ])
    expect(wrong({ uses: 0 })).toBe('codes_uses')
    expect(wrong({ expiresAt: '2020-01-01T00:00:00Z' })).toBe('not_past')
    expect(wrong({ note: ' ' })).toBeDefined()
  })
})
