import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { audit, codeBatches, codes } from '@/db/schema'
import { cancelBatch, exportCodes, makeBatch } from '@/lib/admin/codes'
import { listBatches, listCodes, listRedemptions } from '@/lib/admin/codes-list'
import { codeHash, readCode } from '@/lib/credits/code-text'
import { codeBatchSchema } from '@/lib/credits/schema'
import { newId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { desk, good, said } from '../credits/code-batches'

let db: Db
let { admin, people, use, batchOf } = {} as Awaited<ReturnType<typeof desk>>
beforeAll(async () => {
  db = (await testDatabase()).db
  ;({ admin, people, use, batchOf } = await desk(db))
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
        },
        reason: 'Spring fair',
      },
    ])
    expect(said(await makeBatch(db, admin, { ...wish, count: 4 }, 'one-key'))).toBe('idempotency_conflict')
  })

  test('hands its codes out once, by one of many at once, and keeps none', async () => {
    const made = await makeBatch(db, admin, { ...good, count: 40 }, newId())
    const other = await makeBatch(db, admin, good, newId())
    if (made instanceof Refusal || other instanceof Refusal) throw new Error('no batches')
    const { id } = made.batch
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => exportCodes(db, admin, id, 'To print')),
    )
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
    const notes = await db.select().from(audit).where(eq(audit.subject, id)).orderBy(audit.id)
    expect(notes).toMatchObject([
      { action: 'codes.made' },
      { action: 'codes.exported', reason: 'To print', detail: { count: 40 } },
    ])
    expect(
      await exportCodes(db, admin, other.batch.id, 'To print'),
      'others are still to be had',
    ).toHaveProperty('codes')
    expect(said(await exportCodes(db, admin, newId(), 'To print'))).toBe('not_found')
  })

  test('that was never handed out can be canceled, once, and gives nothing out after', async () => {
    const made = await makeBatch(db, admin, good, newId())
    if (made instanceof Refusal) throw new Error(made.code)
    const { id } = made.batch
    const [one, two] = await Promise.all([1, 2].map(() => cancelBatch(db, admin, id, 'Lost on the way')))
    expect([one, two].map(said).sort()).toEqual(['conflict', 'redeemed'])
    expect(said(await exportCodes(db, admin, id, 'To print'))).toBe('codes_gone')
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
