import 'server-only'
import { lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rateLimits, sessions, verificationTokens } from '@/db/schema'
import { trashOld } from '@/lib/gallery/retention'
import { readSettings } from '@/lib/settings'

const IDEMPOTENCY_DAYS = 30

/** Sessions and mailed sign-in links whose time is over. */
export async function sweepSessions(db: Db): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`))
  await db.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now()`))
}

export async function sweepRateLimits(db: Db): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.expire, Date.now()))
}

/**
 * A key protects a job, and what an admin asked for, from being done twice for 30 days (design S8). Requests that were a
 * file stay: they tell that it was granted before.
 */
export async function sweepIdempotencyKeys(db: Db): Promise<void> {
  await db.execute(sql`
    update jobs set idempotency_key = null
    where idempotency_key is not null and created_at < now() - ${IDEMPOTENCY_DAYS} * interval '1 day'`)
  await db.execute(sql`
    delete from admin_requests
    where at < now() - ${IDEMPOTENCY_DAYS} * interval '1 day' and not coalesce(answer ? 'file', false)`)
}

/** Results older than the settings keep them go to the trash, from which they can be brought back for its time. */
export async function sweepOldResults(db: Db): Promise<void> {
  const { keepResultsDays } = await readSettings(db)
  if (keepResultsDays !== null) await trashOld(db, keepResultsDays)
}
