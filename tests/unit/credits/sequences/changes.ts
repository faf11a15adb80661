import fc from 'fast-check'
import { expect } from 'vitest'
import { closeDue } from '@/lib/account/close'
import { askClosing } from '@/lib/account/closing'
import { exportCodes, makeBatch } from '@/lib/admin/codes'
import { setPriceRule } from '@/lib/admin/prices'
import type { SessionUser } from '@/lib/auth/session'
import { redeem } from '@/lib/credits/codes'
import { Refusal } from '@/lib/refusal'
import { codeOf, step } from './step'
import { type Person, rowsOf } from './world'

// What an admin changes while jobs are under way: prices, codes, and accounts that end.

/** One price a run, and one that depends on what comes out. */
export const PLAIN = 'google/imagen4-fast'
export const BY_RESULT = 'bytedance/seedream-v4-text-to-image'

const rules = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 3_000 }).map((factor) => ({ times: factor / 1_000 })),
  fc.integer({ min: 1, max: 9_000 }).map((amount) => ({ credits: amount / 1_000 })),
)

/** A rule for a model or for all, asked twice at once under one key. Jobs under way keep their price. */
export const price = fc.tuple(fc.constantFrom(PLAIN, BY_RESULT, null), rules).map(([model, rule]) =>
  step(`price of ${model ?? 'all'} ${JSON.stringify(rule)}`, async (ledger, world) => {
    const asked = { model, rule, from: null, reason: 'a step' }
    const key = `key-${world.keys++}`
    const set = () => setPriceRule(world.database.db, world.admin, asked, key)
    const [one, two] = await Promise.all([set(), set()])
    expect([codeOf(one), two]).toEqual(['done', one])
    ledger.rules.set(model, rule)
  }),
)

/** 50 at once want a code of some uses, one of them three times. */
export const redeemed = fc
  .record({ amount: fc.integer({ min: 1, max: 9_000 }), uses: fc.oneof(fc.nat(2), fc.nat(60)) })
  .map(({ amount, uses: more }) =>
    step(`50 redeem ${amount} for ${1 + more}`, async (ledger, world) => {
      const { db } = world.database
      const batch = { amount: amount / 1_000, count: 1, uses: 1 + more, expiresAt: null, note: 'a step' }
      const made = await makeBatch(db, world.admin, batch, `key-${world.keys++}`)
      const given =
        made instanceof Refusal ? made : await exportCodes(db, world.admin, made.batch.id, 'a step')
      if (given instanceof Refusal) throw new Error(given.code)
      const [first] = world.people
      const asking = [first, first, ...world.crowd] as Person[]
      const outcomes = await Promise.all(
        asking.map((userId) => redeem(db, { userId, address: '192.0.2.1' }, given.codes[0] ?? '')),
      )
      const lucky = asking.filter((_, n) => !(outcomes[n] instanceof Refusal))
      expect(asking).toHaveLength(50)
      expect(new Set(lucky).size, 'nobody twice').toBe(lucky.length)
      const able = world.crowd.filter((person) => !ledger.isGone(person) && !ledger.suspended.has(person))
      expect(lucky).toHaveLength(Math.min(batch.uses, able.length))
      for (const person of lucky) expect(able).toContain(person)
      for (const person of lucky) ledger.give(person, amount)
    }),
  )

/** Asked twice at once, the week goes by, and two sweeps come at once. Open jobs keep the account open. */
export const close = fc.nat(2).map((n) =>
  step(`close ${n}`, async (ledger, world) => {
    const { db } = world.database
    const id = world.people[n] as Person
    const isKnown = ledger.closing.has(id)
    const user = { id, email: `${id}@example.com`, role: 'user', sessionId: 'none' } as SessionUser
    const from = { cookieHeader: null, address: '192.0.2.1' }
    const ask = () => askClosing(db, user, { confirmation: user.email, password: null }, from)
    const codes = (await Promise.all([ask(), ask()])).map(codeOf).sort()
    expect(codes).toEqual(isKnown ? ['conflict', 'conflict'] : ['conflict', 'done'])
    await rowsOf(
      world.database,
      `update users set closing_at = closing_at - interval '8 days' where closed_at is null`,
    )
    const shut = await Promise.all([closeDue(db), closeDue(db)])
    const closed = ledger.close(id)
    expect(shut[0] + shut[1] > 0, 'an account was closed').toBe(closed)
  }),
)
