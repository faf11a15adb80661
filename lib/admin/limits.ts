import 'server-only'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { balances, groups, personLimits, users } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { findModel } from '@/lib/catalog/catalog'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import type { Limits, PeopleLimits, PersonLimits } from './limits-schema'

type Admin = Pick<SessionUser, 'id'>
type Row = { creditsADay: number | null; jobsAtOnce: number | null; models: string[] | null }

/** As the database keeps them. */
export const limitColumns = ({ creditsADay, ...rest }: Limits): Row => ({
  ...rest,
  ...dayColumn(creditsADay),
})

const dayColumn = (creditsADay: number | null) => ({
  creditsADay: creditsADay === null ? null : toThousandths(creditsADay),
})

export const limitsIn = (row: Row | null): Limits => ({
  creditsADay: row && row.creditsADay !== null ? toCredits(row.creditsADay) : null,
  jobsAtOnce: row?.jobsAtOnce ?? null,
  models: row?.models ?? null,
})

export function unknownModels({ models }: Partial<Limits>): Refusal | null {
  const isKnown = !models || models.every((id) => findModel(id))
  return isKnown ? null : invalid({ 'limits.models': { key: 'model_unknown' } })
}

/**
 * Puts people into a group (null: none) or gives them limits of their own; all of them, or nobody. What is not named is
 * not written, so that each keeps theirs.
 */
export async function setPeopleLimits(
  db: Db,
  admin: Admin,
  { people, group, limits, reason }: PeopleLimits,
): Promise<Refusal | null> {
  const wanted = wantedColumns(group, limits)
  if (Object.keys(wanted).length === 0) return invalid({ limits: { key: 'required' } })
  const wrong = limits && unknownModels(limits)
  if (wrong) return wrong
  const ids = [...new Set(people)].sort()
  return transact<null>(db, async (tx) => {
    const known = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(inArray(users.id, ids), isNull(users.closedAt)))
    if (known.length < ids.length) return invalid({ people: { key: 'person_unlimited' } })
    if (group) {
      const [found] = await tx
        .select({ id: groups.id })
        .from(groups)
        .where(eq(groups.id, group))
        .for('key share')
      if (!found) return invalid({ group: { key: 'group_unknown' } })
    }
    // Made first and in order, so that two admins at once take turns. An update that changes nothing locks the row that
    // is there, which the other may be about to delete; `do nothing` would pass it by.
    await tx
      .insert(personLimits)
      .values(ids.map((userId) => ({ userId })))
      .onConflictDoUpdate({ target: personLimits.userId, set: { userId: sql`excluded.user_id` } })
    const before = await tx
      .select()
      .from(personLimits)
      .where(inArray(personLimits.userId, ids))
      .orderBy(personLimits.userId)
    await tx.update(personLimits).set(wanted).where(inArray(personLimits.userId, ids))
    // Who has none is looked at no more when they ask for a job.
    await tx
      .delete(personLimits)
      .where(
        sql`${inArray(personLimits.userId, ids)} and num_nonnulls(group_id, credits_a_day, jobs_at_once, models) = 0`,
      )
    await writeAudit(
      tx,
      ...before.map((row) => ({
        actor: admin.id,
        action: 'limits.changed' as const,
        subject: row.userId,
        detail: {
          reason,
          before: { group: row.groupId, limits: limitsIn(row) },
          after: {
            group: group === undefined ? row.groupId : group,
            limits: { ...limitsIn(row), ...limits },
          },
        },
      })),
    )
    return null
  })
}

/** The columns that are written, and no others. */
function wantedColumns(
  group: PeopleLimits['group'],
  { creditsADay, ...rest }: Partial<Limits> = {},
): Partial<Row> & { groupId?: string | null } {
  return {
    ...(group !== undefined && { groupId: group }),
    ...(creditsADay !== undefined && dayColumn(creditsADay)),
    ...rest,
  }
}

/** A person's group and own limits, and how much of them is used. */
export async function personLimitsOf(db: Db, userId: string): Promise<PersonLimits | Refusal> {
  const [row] = await db
    .select({
      own: personLimits,
      group: groups,
      openJobs: balances.openJobs,
      used: sql<string>`case when ${balances.usedOn} = (now() at time zone 'utc')::date then ${balances.used} else 0 end`,
    })
    .from(balances)
    .leftJoin(personLimits, eq(personLimits.userId, balances.userId))
    .leftJoin(groups, eq(groups.id, personLimits.groupId))
    .where(eq(balances.userId, userId))
  if (!row) return new Refusal('not_found')
  const { own, group, openJobs, used } = row
  return {
    group: group && { id: group.id, name: group.name, limits: limitsIn(group) },
    own: limitsIn(own),
    openJobs,
    usedToday: toCredits(Number(used)),
  }
}
