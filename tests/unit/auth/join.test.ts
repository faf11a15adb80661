import { eq, inArray, sql } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Db } from '@/db/open'
import { audit, balances, ledger, links, settings, users } from '@/db/schema'
import type { Invitation } from '@/lib/auth/invitation-schema'
import { invite, listInvitations, revokeInvitation } from '@/lib/auth/invitations'
import { acceptInvitation, setUp, signUp } from '@/lib/auth/join'
import { findLink, takeLink } from '@/lib/auth/links'
import { makeResetLink } from '@/lib/auth/reset'
import { ensureFirstAdmin } from '@/lib/auth/setup'
import { grant } from '@/lib/credits/grant'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '@/tests/support/database'
import { asSession, PASSWORD, person, problemOf } from './people'

vi.hoisted(() => {
  process.env.SIGN_UP = 'open'
  process.env.WELCOME_CREDITS = '20'
})

let db: Db
let n = 0
const someone = (email = `p${++n}@x.example`) => ({
  email,
  name: 'Ada',
  password: PASSWORD,
  locale: 'ru' as const,
})
const invited = async (...asked: Parameters<typeof invite>) => {
  const made = await invite(...asked)
  if (made instanceof Refusal) throw new Error(made.code)
  return made
}
/** All of them, two by two. */
async function openOnes() {
  const seen: Invitation[] = []
  let cursor: string | undefined
  do {
    const page = await listInvitations(db, { limit: 2, cursor })
    if (page instanceof Refusal) throw new Error(page.code)
    expect(page.invitations.length).toBeLessThanOrEqual(2)
    seen.push(...page.invitations)
    cursor = page.next ?? undefined
  } while (cursor && seen.length < 100)
  return seen
}
const tokenOf = (path: string | null) => path?.split('/')[2] ?? ''
const count = async (email: string) => (await db.select().from(users).where(eq(users.email, email))).length
const grants = (userId: string) =>
  db.select().from(ledger).where(eq(ledger.userId, userId)).orderBy(ledger.id)

beforeAll(async () => {
  db = (await testDatabase()).db
})

async function setupToken(): Promise<string> {
  const first = await ensureFirstAdmin(db)
  if (first.kind !== 'link') throw new Error(first.kind)
  return tokenOf(first.path)
}

describe('the set-up link', () => {
  test('is fresh at every start, and only the last one works', async () => {
    const before = await setupToken()
    const reset = tokenOf(await makeResetLink(db, (await person(db, 'waiting@x.example')).id, null))
    const after = await setupToken()
    expect(before).not.toBe(after)
    expect(await findLink(db, 'reset', reset)).not.toBeNull()
    expect(problemOf(await setUp(db, before, someone()), 'token')).toBe('link_dead')
    expect(await findLink(db, 'setup', after)).not.toBeNull()
  })

  test('survives a refused use, and makes one admin when used twice at once', async () => {
    const taken = await person(db, 'taken@x.example')
    const token = await setupToken()
    expect(problemOf(await setUp(db, token, someone('taken@x.example')), 'email')).toBe('email_taken')
    expect(problemOf(await setUp(db, token, { ...someone(), password: 'qwertyuiop' }), 'password')).toBe(
      'password_common',
    )
    const tries = await Promise.all(Array.from({ length: 4 }, () => setUp(db, token, someone())))
    const made = tries.filter((outcome) => !(outcome instanceof Refusal))
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({ role: 'admin', locale: 'ru' })
    expect(tries.filter((outcome) => problemOf(outcome, 'token') === 'link_dead')).toHaveLength(3)
    const admins = await db.select().from(users).where(eq(users.role, 'admin'))
    expect(admins).toHaveLength(1)
    expect(admins[0]?.id).not.toBe(taken.id)
    expect(await ensureFirstAdmin(db)).toEqual({ kind: 'there' })
  })
})

describe('an invitation', () => {
  let admin: Awaited<ReturnType<typeof asSession>>
  beforeEach(async () => {
    admin = await asSession(db, await person(db, `admin${++n}@x.example`, { role: 'admin' }))
  })

  test('makes one account when used twice at once, with welcome and invitation credits', async () => {
    const other = await invited(db, admin, { email: null, role: 'user', credits: 0 }, 'Because')
    const { id, path } = await invited(db, admin, { email: null, role: 'user', credits: 5_500 }, 'Because')
    const tries = await Promise.all([1, 2, 3].map(() => acceptInvitation(db, tokenOf(path), someone())))
    const made = tries.filter((outcome) => !(outcome instanceof Refusal))
    expect(made).toHaveLength(1)
    const userId = (made[0] as { id: string }).id
    const usedBy = async (link: string) =>
      (await db.select().from(links).where(eq(links.id, link)))[0]?.usedBy
    expect([await usedBy(id), await usedBy(other.id)]).toEqual([userId, null])
    expect(await grants(userId)).toMatchObject([
      { kind: 'grant', amount: 20_000, actor: 'system', reason: 'welcome', availableAfter: 20_000 },
      { kind: 'grant', amount: 5_500, actor: admin.id, reason: 'invitation', availableAfter: 25_500 },
    ])
  })

  test('that names an address is for that address, which counts as proven', async () => {
    const { path } = await invited(
      db,
      admin,
      { email: 'bound@x.example', role: 'admin', credits: 0 },
      'Because',
    )
    const user = await acceptInvitation(db, tokenOf(path), someone('other@x.example'))
    expect(user).toMatchObject({ email: 'bound@x.example', role: 'admin', emailVerifiedAt: expect.any(Date) })
    expect(await count('other@x.example')).toBe(0)
  })

  test('of another kind, expired or revoked opens nothing', async () => {
    const one = await invited(db, admin, { email: null, role: 'user', credits: 0 }, 'Because')
    expect(problemOf(await setUp(db, tokenOf(one.path), someone()), 'token')).toBe('link_dead')
    expect((await openOnes()).map((open) => open.path)).toContain(one.path)
    expect(await revokeInvitation(db, admin, one.id, 'No longer')).toBeNull()
    expect((await revokeInvitation(db, admin, one.id, 'No longer'))?.code).toBe('not_found')
    const two = await invited(db, admin, { email: null, role: 'user', credits: 0 }, 'Because')
    await db.update(links).set({ expiresAt: sql`now() - interval '1 s'` }).where(eq(links.id, two.id))
    for (const { path } of [one, two]) {
      expect(problemOf(await acceptInvitation(db, tokenOf(path), someone()), 'token')).toBe('link_dead')
    }
    const rows = await db.select().from(audit).where(eq(audit.subject, one.id)).orderBy(audit.id)
    const detail = { role: 'user', credits: 0 }
    expect(rows).toMatchObject([
      { action: 'invitation.made', reason: 'Because', detail },
      { action: 'invitation.revoked', reason: 'No longer', detail },
    ])
  })

  const endings = {
    suspended: { disabledAt: new Date() },
    demoted: { role: 'user' as const },
    closing: { closingAt: new Date() },
  }
  test.for(Object.entries(endings))('of somebody who is %s by then opens nothing', async ([, ending]) => {
    // Else the database keeps this admin.
    await person(db, `other${++n}@x.example`, { role: 'admin' })
    const { path, id } = await invited(db, admin, { email: null, role: 'admin', credits: 0 }, 'Because')
    const [before] = await db.select().from(users).where(eq(users.id, admin.id))
    await db.update(users).set(ending).where(eq(users.id, admin.id))
    expect(await findLink(db, 'invite', tokenOf(path))).toBeNull()
    expect(await takeLink(db, 'invite', tokenOf(path))).toBeNull()
    expect(problemOf(await acceptInvitation(db, tokenOf(path), someone()), 'token')).toBe('link_dead')
    expect((await openOnes()).find((open) => open.id === id)).toMatchObject({ works: false })
    await db
      .update(users)
      .set({ role: 'admin', disabledAt: before?.disabledAt ?? null, closingAt: null })
      .where(eq(users.id, admin.id))
    expect((await openOnes()).find((open) => open.id === id)).toMatchObject({ works: true })
    expect(await acceptInvitation(db, tokenOf(path), someone())).toMatchObject({ role: 'admin' })
  })

  test('of somebody who is suspended can still be revoked by others', async () => {
    const other = await asSession(db, await person(db, `other${++n}@x.example`, { role: 'admin' }))
    const { id } = await invited(db, admin, { email: null, role: 'user', credits: 0 }, 'Because')
    await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, admin.id))
    expect(await revokeInvitation(db, other, id, 'No longer')).toBeNull()
    expect((await openOnes()).map((open) => open.id)).not.toContain(id)
  })

  test('is listed however many there are, newest first, each once', async () => {
    const made: string[] = []
    for (let round = 0; round < 5; round++)
      made.push((await invited(db, admin, { email: null, role: 'user', credits: 0 }, 'Because')).id)
    // Several of one instant.
    await db
      .update(links)
      .set({ expiresAt: new Date(Date.now() + 3_600_000) })
      .where(inArray(links.id, made))
    const open = (await openOnes()).map(({ id }) => id)
    expect(open.filter((id) => made.includes(id))).toEqual(made.toSorted().toReversed())
    expect(new Set(open).size).toBe(open.length)
    expect(await listInvitations(db, { limit: 2, cursor: 'x' })).toMatchObject({ code: 'invalid_input' })
  })

  test('is stored as a hash that does not hold the token', async () => {
    const { path, id } = await invited(db, admin, { email: null, role: 'user', credits: 0 }, 'Because')
    const [row] = await db.select().from(links).where(eq(links.id, id))
    expect(tokenOf(path)).toHaveLength(43)
    expect(JSON.stringify(row)).not.toContain(tokenOf(path))
  })
})

describe('where sign-up is closed', () => {
  const choose = async (value: string) => {
    const choice = { key: 'signUp', value }
    await db.insert(settings).values(choice).onConflictDoUpdate({ target: settings.key, set: choice })
  }
  afterEach(() => db.delete(settings))

  test('nobody is invited, and an invitation from before makes no account until it is opened', async () => {
    const admin = await asSession(db, await person(db, `admin${++n}@x.example`, { role: 'admin' }))
    const wish = { email: null, role: 'user' as const, credits: 0 }
    const { path } = await invited(db, admin, wish, 'Because')
    await choose('closed')
    expect(await invite(db, admin, wish, 'Because')).toMatchObject({ code: 'sign_up_closed' })
    const late = someone()
    expect(await acceptInvitation(db, tokenOf(path), late)).toMatchObject({ code: 'sign_up_closed' })
    expect(await count(late.email)).toBe(0)
    await choose('invite')
    expect(await acceptInvitation(db, tokenOf(path), late)).toMatchObject({ email: late.email })
    expect(await invite(db, admin, wish, 'Because')).toMatchObject({ works: true })
  })

  test('nobody signs up', async () => {
    await choose('closed')
    expect(await signUp(db, someone())).toBeInstanceOf(Refusal)
  })
})

describe('sign-up', () => {
  test('welcomes once, however often the grant is tried', async () => {
    const user = await signUp(db, someone())
    if (user instanceof Refusal) throw new Error(user.code)
    const again = {
      userId: user.id,
      amount: 20_000,
      actor: 'system',
      reason: 'welcome',
      key: `welcome:${user.id}`,
    }
    expect(await grant(db, again)).toBe(false)
    const fresh = { ...again, amount: 7, key: `x:${user.id}` }
    // Each holds its transaction open for a moment, so that on PostgreSQL the others meet an uncommitted row.
    const slowly = () =>
      db.transaction(async (tx) => {
        const isNew = await grant(tx, fresh)
        await tx.execute(sql`select pg_sleep(0.05)`)
        return isNew
      })
    const tries = await Promise.allSettled(Array.from({ length: 5 }, slowly))
    expect(tries.filter((t) => t.status === 'fulfilled' && t.value)).toHaveLength(1)
    const [balance] = await db.select().from(balances).where(eq(balances.userId, user.id))
    expect(balance).toMatchObject({ available: 20_007, held: 0 })
    expect(await grants(user.id)).toHaveLength(2)
  })

  test('makes one account of two at once with one address', async () => {
    const tries = await Promise.all([1, 2, 3].map(() => signUp(db, someone('race@x.example'))))
    expect(tries.filter((outcome) => problemOf(outcome, 'email') === 'email_taken')).toHaveLength(2)
    expect(await count('race@x.example')).toBe(1)
  })

  test('refuses passwords that are easy to guess', async () => {
    for (const password of [
      'password',
      'PASSWORD',
      '12345678',
      'abcdefghij',
      'aaaaaaaaaa',
      'p@x.example',
      'Password123',
    ]) {
      expect(problemOf(await signUp(db, { ...someone('p@x.example'), password }), 'password')).toBe(
        'password_common',
      )
    }
    expect(await count('p@x.example')).toBe(0)
  })
})
