import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { codeBatches, codeRedemptions, codes, ledger, rateLimits } from '@/db/schema'
import { listRedemptions } from '@/lib/admin/codes-list'
import { codeHash, codeOf, readCode } from '@/lib/credits/code-text'
import { balance } from '@/lib/credits/queries'
import { newId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { person } from '../jobs/rows'
import { desk, said } from './code-batches'

let db: Db
let { people, use, batchOf, cancel } = {} as Awaited<ReturnType<typeof desk>>
beforeAll(async () => {
  db = (await testDatabase()).db
  ;({ people, use, batchOf, cancel } = await desk(db))
})

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
    await cancel(ended.id)
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
    const slow = tries.find((one) => said(one) === 'rate_limited') as Refusal
    expect(slow.options.retryAfter).toBeGreaterThan(880)
    expect(slow.options.retryAfter).toBeLessThanOrEqual(900)
    const { first } = await batchOf()
    expect(said(await use(ann, first)), 'a right one has to wait too').toBe('rate_limited')
    const crowd = await people(104)
    const guesses = await Promise.all(crowd.map((one, n) => use(one, codeOf('crowd', n), '203.0.113.9')))
    expect(guesses.map(said).filter((word) => word === 'code_unknown')).toHaveLength(100)
  })

  test('lets nobody use up the tries of all behind their address', async () => {
    const [eve, ann] = (await people(2)) as [string, string]
    const from = '203.0.113.77'
    for (let round = 0; round < 5; round++)
      await Promise.all(Array.from({ length: 24 }, (_, n) => use(eve, codeOf('eve', n), from)))
    const { first } = await batchOf()
    expect(said(await use(ann, first, from))).toBe('redeemed')
  })

  test('counts no try of a person whom a full address keeps waiting', async () => {
    const [ann, ...crowd] = (await people(101)) as [string, ...string[]]
    await Promise.all(crowd.map((one, n) => use(one, codeOf('full', n), '203.0.113.78')))
    for (let n = 0; n < 12; n++)
      expect(said(await use(ann, codeOf('ann', n), '203.0.113.78'))).toBe('rate_limited')
    const { first } = await batchOf()
    expect(said(await use(ann, first))).toBe('redeemed')
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
                ? cancel(batch.id)
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
