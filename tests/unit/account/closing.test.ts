import { setTimeout } from 'node:timers/promises'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Db } from '@/db/open'
import { files, ledger, presets, users } from '@/db/schema'
import { closeDue } from '@/lib/account/close'
import { askClosing, keepAccount } from '@/lib/account/closing'
import { sessionUser } from '@/lib/auth/session'
import { grant } from '@/lib/credits/grant'
import { moveCredits } from '@/lib/credits/move'
import { balance } from '@/lib/credits/queries'
import { blobKey, type Store, store } from '@/lib/files/store'
import { newId, type UserId } from '@/lib/id'
import { cancelQueued } from '@/lib/jobs/settle'
import { log } from '@/lib/log'
import { testDatabase } from '@/tests/support/database'
import { PASSWORD, person, problemOf, signedIn } from '@/tests/unit/auth/people'
import { heldJob, person as penniless } from '@/tests/unit/jobs/rows'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

const from = { cookieHeader: null, address: '203.0.113.7' }
async function asked(cookie: string) {
  const user = await sessionUser(cookie)
  if (!user) throw new Error('not signed in')
  return user
}
const close = async (cookie: string, typed: { confirmation?: string; password?: string } = {}) => {
  const user = await asked(cookie)
  return askClosing(db, user, { confirmation: user.email, password: PASSWORD, ...typed }, from)
}
const weekLater = (id: string) =>
  db.update(users).set({ closingAt: sql`now() - interval '8 days'` }).where(eq(users.id, id))
const rowOf = async (id: string) => (await db.select().from(users).where(eq(users.id, id)))[0]
const totals = () =>
  db
    .execute(sql`select sum(total)::float8 as total from account_sums`)
    .then((answer) => (answer as unknown as { rows: { total: number }[] }).rows[0]?.total)

describe('deleting an account', () => {
  test('wants the address and the password, signs out elsewhere, and can be taken back for a week', async () => {
    const user = await person(db, 'leaving@x.example')
    const [here, there] = [await signedIn(db, user.id), await signedIn(db, user.id)]
    expect(problemOf(await close(here, { confirmation: 'yes' }), 'confirmation')).toBe('closing_confirmation')
    expect(problemOf(await close(here, { password: 'no' }), 'password')).toBe('password_wrong')
    expect(await close(here)).toBeNull()
    expect(await sessionUser(there)).toBeNull()
    expect((await asked(here)).closingAt).not.toBeNull()
    expect(await closeDue(db)).toBe(0)
    await keepAccount(db, (await asked(here)).id)
    expect((await asked(here)).closingAt).toBeNull()
  })

  test('waits for open jobs; then bytes, name and credits are gone, and the books add up', async () => {
    const user = await person(db, 'gone@x.example')
    const other = await person(db, 'stays@x.example')
    await heldJob(db, other.id, 2_000)
    const othersBalance = await balance(db, other.id)
    expect(othersBalance.available).toBeGreaterThan(0)
    const cookie = await signedIn(db, user.id)
    const job = await heldJob(db, user.id, 2_000)
    const file = { id: newId(), name: 'my cat.png', kind: 'image' as const, mime: 'image/png' }
    await db.insert(files).values({ ...file, userId: user.id, bytes: 3, sha256: 'x' })
    await db.insert(presets).values({ id: user.id, userId: user.id, modelId: 'x', name: 'Mine', input: {} })
    await store().put(blobKey(file.id, 'original'), Buffer.from('cat'), { mime: file.mime })
    await close(cookie)
    await weekLater(user.id)
    expect(await closeDue(db)).toBe(0)
    await cancelQueued(db, user.id, job ?? '')
    expect(await closeDue(db)).toBe(1)
    expect(await closeDue(db)).toBe(0)
    expect(await sessionUser(cookie)).toBeNull()
    const row = await rowOf(user.id)
    expect(row).toMatchObject({ email: `${user.id}@closed.invalid`, name: '–' })
    expect(row?.closedAt).not.toBeNull()
    expect(await store().size(blobKey(file.id, 'original'))).toBeNull()
    const [left] = await db.select().from(files).where(eq(files.id, file.id))
    expect(left).toMatchObject({ name: 'deleted' })
    expect(await db.select().from(presets).where(eq(presets.userId, user.id))).toEqual([])
    expect(await balance(db, user.id)).toEqual({ available: 0, held: 0 })
    expect(await balance(db, other.id)).toEqual(othersBalance)
    const taken = await db
      .select()
      .from(ledger)
      .where(eq(ledger.idempotencyKey, `closed:${user.id}`))
    expect(taken).toMatchObject([{ kind: 'take', reason: 'account_closed', availableAfter: 0 }])
    expect(await totals()).toBe(0)
    expect(await person(db, 'gone@x.example')).toMatchObject({ email: 'gone@x.example' })
  })

  test('also takes the bytes of a result that came when its person was gone', async () => {
    const user = await person(db, 'late@x.example')
    await close(await signedIn(db, user.id))
    await weekLater(user.id)
    expect(await closeDue(db)).toBe(1)
    const file = { id: newId(), name: 'my cat.png', kind: 'image' as const, mime: 'image/png' }
    await db.insert(files).values({ ...file, userId: user.id, bytes: 3, sha256: 'x' })
    await store().put(blobKey(file.id, 'original'), Buffer.from('cat'), { mime: file.mime })
    expect(await closeDue(db)).toBe(0)
    expect(await store().size(blobKey(file.id, 'original'))).toBeNull()
    const [left] = await db.select().from(files).where(eq(files.id, file.id))
    expect(left).toMatchObject({ name: 'deleted', deletedAt: expect.any(Date) })
  })

  test('is refused to the last admin, also of two who leave at once', async () => {
    const admins = [
      await person(db, 'one@x.example', { role: 'admin' }),
      await person(db, 'two@x.example', { role: 'admin' }),
    ]
    const cookies = [await signedIn(db, admins[0]?.id ?? ''), await signedIn(db, admins[1]?.id ?? '')]
    const answers = await Promise.all(cookies.map((cookie) => close(cookie)))
    expect(answers.map((answer) => problemOf(answer, 'confirmation')).toSorted()).toEqual([
      'last_admin',
      undefined,
    ])
  })

  test('of one whom something keeps, also of admins who all leave, keeps nobody else', async () => {
    const names = ['a-all', 'b-all', 'c-moves', 'd-user']
    const [ann, ben, cleo, dan] = await Promise.all(
      names.map((name, n) => person(db, `${name}@x.example`, { role: n < 2 ? 'admin' : 'user' })),
    )
    if (!ann || !ben || !cleo || !dan) throw new Error('nobody')
    // As it could be left by an older version: nobody stays who could be an admin.
    await db.execute(sql`alter table users disable trigger user`)
    await db.update(users).set({ role: 'user' }).where(sql`id not in (${ann.id}, ${ben.id})`)
    for (const { id } of [ann, ben, cleo, dan]) await weekLater(id)
    await db.execute(sql`alter table users enable trigger user`)
    // Somebody's credits cannot be taken: their key is in use.
    await db.transaction((tx) =>
      grant(tx, { userId: cleo.id, amount: 1_000, actor: 'x', reason: 'x', key: `closed:${cleo.id}` }),
    )
    const errors = vi.spyOn(log(), 'error')
    expect(await closeDue(db)).toBe(1)
    // Only hers is a surprise.
    expect(errors.mock.calls.map(([about]) => about)).toMatchObject([{ userId: cleo.id }])
    errors.mockRestore()
    expect((await rowOf(dan.id))?.closedAt).not.toBeNull()
    for (const { id } of [ann, ben])
      expect(await rowOf(id)).toMatchObject({ disabledAt: null, closedAt: null })
    expect((await rowOf(cleo.id))?.closedAt).toBeNull()
    await db.update(users).set({ closingAt: null }).where(eq(users.id, ben.id))
    expect(await closeDue(db)).toBe(1)
    expect((await rowOf(ann.id))?.closedAt).not.toBeNull()
  })

  test('leaves alone whom a job keeps, and who takes it back while others are deleted', async () => {
    const busy = await person(db, 'busy@x.example')
    await heldJob(db, busy.id, 2_000)
    const pair = [await person(db, 'first@x.example'), await person(db, 'second@x.example')]
    for (const { id } of pair) {
      const file = { id: newId(), name: 'cat.png', kind: 'image' as const, mime: 'image/png' }
      await db.insert(files).values({ ...file, userId: id, bytes: 3, sha256: 'x' })
    }
    for (const { id } of [busy, ...pair]) await weekLater(id)
    let kept: string | undefined
    const slow: Store = {
      ...store(),
      delete: async (key) => {
        if (kept) return
        const [file] = await db
          .select()
          .from(files)
          .where(eq(files.id, key.split('/')[1] ?? ''))
        kept = pair.find(({ id }) => id !== file?.userId)?.id ?? ''
        await keepAccount(db, kept as UserId)
      },
    }
    expect(await closeDue(db, slow)).toBe(1)
    for (const id of [busy.id, kept ?? '']) {
      expect(await rowOf(id)).toMatchObject({ disabledAt: null, closedAt: null })
      expect(
        await db
          .select()
          .from(files)
          .where(and(eq(files.userId, id), isNotNull(files.deletedAt))),
      ).toEqual([])
    }
    expect(await balance(db, busy.id)).toMatchObject({ held: 2 })
    expect((await rowOf(busy.id))?.closingAt).not.toBeNull()
  })

  test('of one without any credits moves none', async () => {
    const id = await penniless(db, 0)
    await weekLater(id)
    expect(await closeDue(db)).toBe(1)
    expect(await db.select().from(ledger).where(eq(ledger.userId, id))).toEqual([])
  })

  test('takes what an admin grants at the same moment to one without credits', async () => {
    const id = await penniless(db, 0)
    await weekLater(id)
    const closed = await db.transaction(async (tx) => {
      await moveCredits(tx, 'admin', [{ id, key: `at-once:${id}`, amount: 1_000, reason: 'x' }])
      const closing = closeDue(db)
      // It waits for the balance; if it did not, it would be through by now.
      await Promise.race([closing, setTimeout(500)])
      return { closing }
    })
    expect(await closed.closing).toBe(1)
    expect(await balance(db, id)).toEqual({ available: 0, held: 0 })
  })

  test('whose late files cannot be deleted keeps nobody else’s', async () => {
    const pair = [await person(db, 'late-one@x.example'), await person(db, 'late-two@x.example')]
    for (const { id } of pair) await weekLater(id)
    expect(await closeDue(db)).toBe(2)
    const late = pair.map(({ id }) => ({ id: newId(), userId: id }))
    for (const { id, userId } of late)
      await db
        .insert(files)
        .values({ id, userId, name: 'cat.png', kind: 'image', mime: 'image/png', bytes: 3, sha256: 'x' })
    let stuck: string | undefined
    const broken: Store = {
      ...store(),
      delete: async (key) => {
        stuck ??= key.split('/')[1]
        if (key.split('/')[1] === stuck) throw new Error('no store')
      },
    }
    const errors = vi.spyOn(log(), 'error').mockImplementation(() => undefined)
    expect(await closeDue(db, broken)).toBe(0)
    const owner = late.find(({ id }) => id === stuck)?.userId
    const told = errors.mock.calls.map(([about]) => (about as { userId?: string }).userId)
    expect(told.filter((id) => pair.some((one) => one.id === id))).toEqual([owner])
    errors.mockRestore()
    const left = await db
      .select()
      .from(files)
      .where(sql`${files.id} in ${late.map(({ id }) => id)}`)
    for (const { id, deletedAt } of left) expect(deletedAt === null).toBe(id === stuck)
    await closeDue(db)
  })

  test('is not taken back by one who is suspended', async () => {
    const { id } = await person(db, 'suspended@x.example')
    await db.update(users).set({ closingAt: new Date(), disabledAt: new Date() }).where(eq(users.id, id))
    await keepAccount(db, id as UserId)
    expect((await rowOf(id))?.closingAt).not.toBeNull()
  })
})
