import 'server-only'
import { and, desc, eq, gte, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { modelChecks, modelWatch } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import { newId } from '@/lib/id'
import type { CheckView } from './finding'

// A check of the catalogue takes minutes, because KIE answers one question a second. Its row says how far it is; who
// may work on it is decided by conditional statements on that row, so that there is one worker at a time everywhere.

/** A holder that says nothing for so long is gone, and another goes on. Longer than any one question takes. */
const HELD_SECONDS = 60
/** A little less than a day, so that the hour of the daily check does not wander. */
const DAILY_HOURS = 23
/** A check that came to nothing is tried again sooner. */
const AGAIN_HOURS = 1

export type Check = typeof modelChecks.$inferSelect
export type Problem = NonNullable<Check['problem']>

/** Opens a check that an admin asks for, unless one is open; the one that is open now. */
export async function askCheck(db: Db, askedBy: string): Promise<Check> {
  return db.transaction(async (tx) => {
    const [opened] = await tx
      .insert(modelChecks)
      .values({ id: newId(), askedBy })
      .onConflictDoNothing()
      .returning()
    if (opened) await writeAudit(tx, { actor: askedBy, action: 'models.check_asked', subject: '*' })
    const check = opened ?? (await latestCheck(tx))
    if (!check) throw new Error('a check was opened and is not there')
    return check
  })
}

/** Opens the daily check when the last one is long enough ago and none is open. */
export async function openDaily(db: Db): Promise<void> {
  await db.execute(sql`
    insert into model_checks (id) select ${newId()} where not exists (
      select from model_checks
      where started_at > now() - case when problem is null then ${DAILY_HOURS}::int else ${AGAIN_HOURS}::int end * interval '1 hour')
    on conflict do nothing`)
}

/** The open check, else the one before. */
async function latestCheck(db: Db): Promise<Check | null> {
  const [check] = await db.select().from(modelChecks).orderBy(desc(modelChecks.startedAt)).limit(1)
  return check ?? null
}

const heldUntil = sql`now() + ${HELD_SECONDS} * interval '1 second'`

/** Takes the open check that nobody works on; null: there is none. */
export async function takeCheck(db: Db, holder: string): Promise<Check | null> {
  const [check] = await db
    .update(modelChecks)
    .set({ holder, heldUntil })
    .where(
      and(
        isNull(modelChecks.finishedAt),
        sql`(${modelChecks.heldUntil} is null or ${modelChecks.heldUntil} < now())`,
      ),
    )
    .returning()
  return check ?? null
}

type Change = {
  holder?: null
  heldUntil?: SQL | null
  finishedAt?: SQL
  problem?: Problem | null
  total?: number
  read?: number
  missed?: SQL
}

/** The row of a check while `holder` works on it; false everywhere: another has taken over. */
export function heldCheck(db: Db, id: string, holder: string) {
  const change = async (values: Change): Promise<boolean> => {
    const rows = await db
      .update(modelChecks)
      .set(values)
      .where(and(eq(modelChecks.id, id), eq(modelChecks.holder, holder), isNull(modelChecks.finishedAt)))
      .returning({ id: modelChecks.id })
    return rows.length > 0
  }
  return {
    /** Says that work goes on. */
    hold: () => change({ heldUntil }),
    /** How many documents there are to read, and how many were read before this process took over. */
    begin: (total: number, read: number) => change({ heldUntil, total, read }),
    /** One more document is read. */
    read: async (modelId: string): Promise<boolean> => {
      const rows = await db.execute(sql`
        with mine as (
          update model_checks set held_until = ${heldUntil}, read = read + 1
          where id = ${id} and holder = ${holder} and finished_at is null returning id)
        insert into model_watch (model_id, read_at) select ${modelId}, now() from mine
        on conflict (model_id) do update set read_at = excluded.read_at returning model_id`)
      return (rows as unknown as { rows: unknown[] }).rows.length > 0
    },
    missed: () => change({ heldUntil, missed: sql`${modelChecks.missed} + 1` }),
    finish: (problem: Problem | null) => change({ finishedAt: sql`now()`, heldUntil: null, problem }),
    /** Leaves it for the next process to go on with. */
    letGo: () => change({ holder: null, heldUntil: null }),
  }
}

export type HeldCheck = ReturnType<typeof heldCheck>

/** The models whose documents this check has read already. */
export async function readSince(db: Db, startedAt: Date): Promise<Set<string>> {
  const rows = await db
    .select({ id: modelWatch.modelId })
    .from(modelWatch)
    .where(gte(modelWatch.readAt, startedAt))
  return new Set(rows.map(({ id }) => id))
}

/** The last check, for admins. */
export async function checkView(db: Db): Promise<CheckView | null> {
  const check = await latestCheck(db)
  if (!check) return null
  const { total, read, missed, problem } = check
  return {
    state: check.finishedAt ? 'finished' : check.holder ? 'running' : 'waiting',
    startedAt: check.startedAt.toISOString(),
    finishedAt: check.finishedAt?.toISOString() ?? null,
    asked: check.askedBy !== null,
    ...{ total, read, missed, problem },
  }
}
