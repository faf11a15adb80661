import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/open'
import { users } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { type Notices, type noticesChangeSchema, noticesSchema } from './schema'

/** How a person wants to hear that jobs have ended. */
export async function readNotices(db: Db, userId: UserId): Promise<Notices> {
  const [row] = await db.select({ notices: users.notices }).from(users).where(eq(users.id, userId))
  return noticesSchema.parse(row?.notices ?? {})
}

/** Changes what is given, in one statement: two tabs do not undo each other's choices. */
export async function changeNotices(
  db: Db,
  userId: UserId,
  change: z.output<typeof noticesChangeSchema>,
): Promise<Notices> {
  const [row] = await db
    .update(users)
    .set({ notices: sql`${users.notices} || ${JSON.stringify(change)}::jsonb` })
    .where(eq(users.id, userId))
    .returning({ notices: users.notices })
  return noticesSchema.parse(row?.notices ?? {})
}
