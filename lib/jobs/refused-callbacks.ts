import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { log } from '@/lib/log'
import { rowsOf } from '@/lib/rows'

/** A process writes down what it refused at most this often (ms), however much comes. */
const EVERY_MS = 60_000

type Tally = { count: number; isResting: boolean }

// On globalThis, because routes are bundled apart and would each count for themselves.
const shared = globalThis as { loupeRefusedCallbacks?: Tally }

/**
 * Counts a callback whose signature is wrong or missing. The first is written at once, those of the minute after it
 * together at its end; a process that dies in between takes them along. Never throws: the refusal stands anyway.
 */
export async function countRefused(db: Db, everyMs = EVERY_MS): Promise<void> {
  shared.loupeRefusedCallbacks ??= { count: 0, isResting: false }
  const tally = shared.loupeRefusedCallbacks
  tally.count += 1
  if (!tally.isResting) await write(db, tally, everyMs)
}

async function write(db: Db, tally: Tally, everyMs: number): Promise<void> {
  const { count } = tally
  tally.count = 0
  tally.isResting = true
  setTimeout(() => {
    tally.isResting = false
    if (tally.count > 0) void write(db, tally, everyMs)
  }, everyMs).unref()
  try {
    await db.execute(sql`
      with old as (delete from refused_callbacks where hour < now() - interval '1 day')
      insert into refused_callbacks as kept (hour, count, last_at)
        values (date_trunc('hour', now(), 'UTC'), ${count}, now())
        on conflict (hour) do update
          set count = kept.count + excluded.count, last_at = greatest(kept.last_at, excluded.last_at)`)
  } catch (error) {
    log().warn({ err: error, count }, 'refused callbacks were not written down')
  }
}

/** How many callbacks were refused in the last day (by hours), and when the latest was; null: none. */
export async function refusedLately(db: Db): Promise<{ count: number; lastAt: string } | null> {
  const [found] = await rowsOf<{ count: number; at: string | null }>(
    db,
    sql`select coalesce(sum(count), 0)::float8 as count, to_char(max(last_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from refused_callbacks where hour > now() - interval '1 day'`,
  )
  return found?.at ? { count: found.count, lastAt: found.at } : null
}
