import 'server-only'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { sessions, users } from '@/db/schema'
import { violated } from '@/lib/constraint'
import { Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { transact } from '@/lib/transact'
import { writeAudit } from './audit'
import { makeResetLink } from './reset'
import type { SessionUser } from './session'

/** Suspends an account; a trigger ends its sessions in the same transaction. Refused for oneself and for the last admin. */
export async function disableUser(
  db: Db,
  admin: SessionUser,
  userId: string,
  reason: string,
): Promise<Refusal | null> {
  if (userId === admin.id) return new Refusal('conflict')
  return keepingAdmin(db, async (tx) => {
    const changed = await rowsOf(
      tx,
      sql`
      update users set disabled_at = now()
      where id = ${userId} and disabled_at is null
        and exists (select from users me where me.id = ${admin.id} and me.role = 'admin' and me.disabled_at is null)
      returning id`,
    )
    if (changed.length === 0) return missingOr(tx, userId)
    await writeAudit(tx, { actor: admin.id, action: 'user.disabled', subject: userId, detail: { reason } })
    return null
  })
}

/** Restores a suspended account. */
export async function enableUser(
  db: Db,
  admin: SessionUser,
  userId: string,
  reason: string,
): Promise<Refusal | null> {
  return transact<null>(db, async (tx) => {
    const changed = await tx
      .update(users)
      .set({ disabledAt: null })
      .where(and(eq(users.id, userId), isNotNull(users.disabledAt), isNull(users.closedAt)))
      .returning({ id: users.id })
    if (changed.length === 0) return missingOr(tx, userId)
    await writeAudit(tx, { actor: admin.id, action: 'user.enabled', subject: userId, detail: { reason } })
    return null
  })
}

/** A link that the admin hands on, by which the person sets a new password; its path. */
export async function giveResetLink(
  db: Db,
  admin: SessionUser,
  userId: string,
  reason: string,
): Promise<string | Refusal> {
  return transact(db, async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.disabledAt)))
    if (!user) return missingOr(tx, userId)
    const path = await makeResetLink(tx, userId, admin.id)
    await writeAudit(tx, { actor: admin.id, action: 'user.reset_link', subject: userId, detail: { reason } })
    return path
  })
}

async function missingOr(tx: Db, userId: string): Promise<Refusal> {
  const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId))
  return new Refusal(user ? 'conflict' : 'not_found')
}

/** Makes somebody an admin or no longer one. Refused for the last admin. */
export async function setRole(
  db: Db,
  admin: Pick<SessionUser, 'id'>,
  userId: string,
  { role, reason }: { role: 'user' | 'admin'; reason: string },
): Promise<Refusal | null> {
  return keepingAdmin(db, async (tx) => {
    const changed = await rowsOf(
      tx,
      sql`
      update users set role = ${role} where id = ${userId} and role <> ${role}
        and exists (select from users me where me.id = ${admin.id} and me.role = 'admin' and me.disabled_at is null)
      returning id`,
    )
    if (changed.length === 0) return missingOr(tx, userId)
    const before = role === 'admin' ? 'user' : 'admin'
    await writeAudit(tx, {
      actor: admin.id,
      action: 'user.role',
      subject: userId,
      detail: { before, after: role, reason },
    })
    return null
  })
}

/**
 * One admin's act on another. Two who act on each other take turns, and the last one who is not about to leave stays:
 * the database says so.
 */
async function keepingAdmin(db: Db, act: (tx: Db) => Promise<Refusal | null>): Promise<Refusal | null> {
  try {
    return await transact<null>(db, async (tx) => {
      await tx.execute(sql`select from users where role = 'admin' order by id for update`)
      return act(tx)
    })
  } catch (error) {
    if (violated(error) === 'users_last_admin') return new Refusal('last_admin')
    throw error
  }
}

/** Ends every session of a person. */
export async function signOutEverywhere(
  db: Db,
  admin: Pick<SessionUser, 'id'>,
  userId: string,
  reason: string,
): Promise<Refusal | null> {
  return transact<null>(db, async (tx) => {
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId))
    if (!user) return new Refusal('not_found')
    const ended = await tx.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id })
    await writeAudit(tx, {
      actor: admin.id,
      action: 'user.signed_out',
      subject: userId,
      detail: { sessions: ended.length, reason },
    })
    return null
  })
}

/** What somebody is called; null: nobody has this id. */
export async function personName(db: Db, id: string): Promise<string | null> {
  const [row] = await db.select({ name: users.name }).from(users).where(eq(users.id, id))
  return row?.name ?? null
}
