import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { balances, users } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { subtractCredits, toCredits, toThousandths } from '@/lib/credits/amount'
import { moveCredits } from '@/lib/credits/move'
import { balance } from '@/lib/credits/queries'
import type { CreditsMove, Grants, Moved } from '@/lib/credits/schema'
import { invalid, Refusal } from '@/lib/refusal'
import { once } from './once'

type Admin = Pick<SessionUser, 'id'>

/** Grants a person credits, or takes them as far as the balance covers it; once per key, written into the audit. */
export async function movePersonsCredits(
  db: Db,
  admin: Admin,
  personId: string,
  { amount, reason }: CreditsMove,
  key: string,
): Promise<Moved | Refusal> {
  const asked = { actor: admin.id, key, request: ['move', personId, amount, reason] }
  return once<Moved>(db, asked, async (tx) => {
    if ((await unknownOf(tx, [personId])).length > 0) return new Refusal('not_found')
    const closed = await closedAmong(tx, [personId])
    if (closed) return closed
    const move = { id: personId, key: ledgerKey(admin, key, personId), amount: toThousandths(amount), reason }
    const [moved] = await moveCredits(tx, admin.id, [move])
    if (!moved) return (await closedAmong(tx, [personId])) ?? uncovered(tx, personId, -amount)
    await noteMoves(tx, admin, [{ ...moved, amount, reason }])
    return (await closedAmong(tx, [personId])) ?? moved
  })
}

/**
 * Grants each of these people the same or takes it (a negative amount): all of them or, when one is unknown or has too
 * little, nobody. Once per key for each.
 */
export async function grantToPeople(
  db: Db,
  admin: Admin,
  { people, amount, reason }: Grants,
  key: string,
): Promise<{ people: Moved[] } | Refusal> {
  const ids = [...new Set(people)].sort()
  const asked = { actor: admin.id, key, request: ['grants', ids, amount, reason] }
  return once<{ people: Moved[] }>(db, asked, async (tx) => {
    if ((await unknownOf(tx, ids)).length > 0) return invalid({ people: { key: 'person_unknown' } })
    const closed = await closedAmong(tx, ids)
    if (closed) return closed
    const moves = ids.map((id) => ({
      id,
      key: ledgerKey(admin, key, id),
      amount: toThousandths(amount),
      reason,
    }))
    const moved = await moveCredits(tx, admin.id, moves)
    const short = missing(ids, moved)
    if (short.length > 0) return (await closedAmong(tx, ids)) ?? uncoveredAmong(tx, short, -amount)
    await noteMoves(
      tx,
      admin,
      moved.map((one) => ({ ...one, amount, reason })),
    )
    return (await closedAmong(tx, ids)) ?? { people: moved }
  })
}

async function unknownOf(tx: Db, ids: string[]): Promise<string[]> {
  const found = await tx.select({ id: users.id }).from(users).where(inArray(users.id, ids))
  const known = new Set(found.map(({ id }) => id))
  return ids.filter((id) => !known.has(id))
}

/**
 * Names the first of these accounts that was deleted. Asked after credits were moved, too: who was being deleted at the
 * same time held the balance until then, and what is refused is undone.
 */
export async function closedAmong(tx: Db, ids: readonly string[]): Promise<Refusal | null> {
  const [closed] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, [...ids]), isNotNull(users.closedAt)))
    .orderBy(users.id)
    .limit(1)
  return closed ? invalid({ people: { key: 'person_closed', values: { person: closed.id } } }) : null
}

/** The ledger's own guard, besides the note of the request: this key moves this person's credits once, for ever. */
export function ledgerKey(admin: Admin, key: string, personId: string): string {
  const short = createHash('sha256').update(key).digest('base64url')
  return `admin:${admin.id}:${short}:${personId}`
}

async function uncovered(tx: Db, personId: string, needed: number): Promise<Refusal> {
  const { available } = await balance(tx, personId)
  return new Refusal('insufficient_credits', {
    fields: { amount: { key: 'take_uncovered', values: { available } } },
    values: { needed, available },
  })
}

/** Of these people, who had too little to take from. */
export function missing(ids: readonly string[], moved: readonly Moved[]): string[] {
  const done = new Set(moved.map(({ id }) => id))
  return ids.filter((id) => !done.has(id))
}

/** Names the first of these people, who all have less than is needed, and counts the others. */
async function uncoveredAmong(tx: Db, ids: readonly string[], needed: number): Promise<Refusal> {
  const [first] = await tx
    .select({ name: users.name, email: users.email, available: balances.available })
    .from(users)
    .innerJoin(balances, eq(balances.userId, users.id))
    .where(inArray(users.id, [...ids]))
    .orderBy(users.name, users.email)
    .limit(1)
  if (!first) throw new Error('nobody is there of whom too much was asked')
  const available = toCredits(first.available)
  const values = { name: first.name, email: first.email, available, more: ids.length - 1 }
  return new Refusal('insufficient_credits', {
    fields: { amount: { key: 'take_uncovered_many', values } },
    values: { needed, available },
  })
}

/** Rows of the audit in one statement: each takes five of its 65,535 parameters. */
const AUDIT_BATCH = 1_000

/** A row of the audit for each person whose credits were moved (`amount` in credits, negative: taken). */
export async function noteMoves(
  tx: Db,
  admin: Admin,
  moves: readonly (Moved & { amount: number; reason: string })[],
): Promise<void> {
  const entries = moves.map(({ id, movement, available, amount, reason }) => ({
    actor: admin.id,
    action: amount > 0 ? ('credits.granted' as const) : ('credits.taken' as const),
    subject: id,
    detail: {
      credits: Math.abs(amount),
      reason,
      movement,
      before: subtractCredits(available, amount),
      after: available,
    },
  }))
  for (let at = 0; at < entries.length; at += AUDIT_BATCH)
    await writeAudit(tx, ...entries.slice(at, at + AUDIT_BATCH))
}
