import 'server-only'
import { lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rateLimits, sessions, verificationTokens } from '@/db/schema'
import { sweepOrphanBlobs, sweepUnusedUploads } from '@/lib/files/sweep'
import { sweepTemp } from '@/lib/files/temp'
import { log } from '@/lib/log'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FIRST_AFTER_MS = 60_000
const UNUSED_UPLOADS_MS = 7 * DAY_MS
const ORPHANS_MS = DAY_MS
/** Looking for orphans walks the whole store, which costs money on S3: once a day is enough. */
const ORPHANS_EVERY = 24
const IDEMPOTENCY_DAYS = 30

/**
 * Removes what is kept for a time only (design S8), once an hour. Every sweep may run in several processes at once
 * and be cut at any point, so a timer is all it needs. The answer stops it.
 */
export function startSweeps(db: Db): () => void {
  let timer = setTimeout(run, FIRST_AFTER_MS)
  let round = 0
  function run() {
    sweep(db, round++ % ORPHANS_EVERY === 0)
      .catch((error: unknown) => log().error({ err: error }, 'sweep'))
      .finally(() => {
        timer = setTimeout(run, HOUR_MS)
      })
  }
  return () => clearTimeout(timer)
}

async function sweep(db: Db, withOrphans: boolean): Promise<void> {
  const uploads = await sweepUnusedUploads(db, UNUSED_UPLOADS_MS)
  const orphans = withOrphans ? await sweepOrphanBlobs(db, ORPHANS_MS) : 0
  const temporary = await sweepTemp()
  await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`))
  await db.delete(verificationTokens).where(lt(verificationTokens.expires, sql`now()`))
  await db.delete(rateLimits).where(lt(rateLimits.expire, Date.now()))
  await db.execute(sql`
    update jobs set idempotency_key = null
    where idempotency_key is not null and created_at < now() - ${IDEMPOTENCY_DAYS} * interval '1 day'`)
  log().info({ uploads, orphans, temporary }, 'swept')
}
