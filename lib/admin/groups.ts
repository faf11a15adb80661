import 'server-only'
import { asc, count, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { groups, personLimits } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { newId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { MOST_GROUPS } from './bounds'
import { limitColumns, limitsIn, unknownModels } from './limits'
import type { AskedGroup, GroupView } from './limits-schema'

type Admin = Pick<SessionUser, 'id'>

/** All groups by name; there are never more than can be looked through. */
export async function groupList(db: Db): Promise<GroupView[]> {
  const rows = await db
    .select()
    .from(groups)
    .orderBy(asc(sql`lower(${groups.name})`))
  return rows.map((row) => ({ id: row.id, name: row.name, limits: limitsIn(row) }))
}

/** Makes a group, or (with an id) changes it: its limits count for its people from the next job on. */
export async function saveGroup(
  db: Db,
  admin: Admin,
  id: string | null,
  { name, limits, reason }: AskedGroup,
): Promise<{ group: GroupView } | Refusal> {
  const wrong = unknownModels(limits)
  if (wrong) return wrong
  return transact<{ group: GroupView }>(db, async (tx) => {
    const wanted = { name, ...limitColumns(limits) }
    const [before] = id ? await tx.select().from(groups).where(eq(groups.id, id)).for('update') : []
    if (id && !before) return new Refusal('not_found')
    if (!id && (await isFull(tx)))
      return invalid({ name: { key: 'groups_full', values: { max: MOST_GROUPS } } })
    const made = id ?? newId()
    const [taken] = await tx
      .select({ id: groups.id })
      .from(groups)
      .where(sql`lower(${groups.name}) = lower(${name}) and ${groups.id} <> ${made}`)
    if (taken) return invalid({ name: { key: 'group_taken' } })
    const stored = id
      ? await tx.update(groups).set(wanted).where(eq(groups.id, id)).returning({ id: groups.id })
      : await tx
          .insert(groups)
          .values({ id: made, ...wanted })
          .onConflictDoNothing()
          .returning({ id: groups.id })
    if (stored.length === 0) return invalid({ name: { key: 'group_taken' } })
    await writeAudit(tx, {
      actor: admin.id,
      action: id ? 'group.changed' : 'group.made',
      subject: made,
      detail: {
        reason,
        before: before ? { name: before.name, limits: limitsIn(before) } : null,
        after: { name, limits },
      },
    })
    return { group: { id: made, name, limits } }
  })
}

/** Those who make groups go one by one from here on, so that none gets past the limit. */
async function isFull(tx: Db): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('loupe_groups'))`)
  const [all] = await tx.select({ count: count() }).from(groups)
  return (all?.count ?? 0) >= MOST_GROUPS
}

/** Removes a group; its people have their own limits alone from then on. */
export async function removeGroup(db: Db, admin: Admin, id: string, reason: string): Promise<Refusal | null> {
  return transact<null>(db, async (tx) => {
    const [group] = await tx.select().from(groups).where(eq(groups.id, id)).for('update')
    if (!group) return new Refusal('not_found')
    const left = await tx
      .update(personLimits)
      .set({ groupId: null })
      .where(eq(personLimits.groupId, id))
      .returning({ userId: personLimits.userId })
    await tx.delete(groups).where(eq(groups.id, id))
    await writeAudit(tx, {
      actor: admin.id,
      action: 'group.removed',
      subject: id,
      detail: { reason, before: { name: group.name, limits: limitsIn(group) }, people: left.length },
    })
    return null
  })
}
