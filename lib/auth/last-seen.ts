import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import { log } from '@/lib/log'

/** Of a person: it is an hour or more since they were noted to be here. */
export const seenLongAgo = sql`(${users.lastSeenAt} is null or ${users.lastSeenAt} < now() - interval '1 hour')`

/**
 * Notes that these people are here, at most once an hour each. Nobody waits for it, and it waits for nobody: of two
 * that note the same person at once, one passes by.
 */
export function noteSeen(db: Db, userIds: string[]): void {
  if (userIds.length === 0) return
  const noted = db.execute(sql`
    update users set last_seen_at = now() where id in (
      select id from users where id in (select jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb))
        and ${seenLongAgo} for update skip locked)`)
  noted.catch((error: unknown) => log().error({ err: error }, 'who was here could not be noted'))
}
