import 'server-only'
import { desc, eq, max } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs } from '@/db/schema'
import type { UserId } from '@/lib/id'

/** How far back "lately" reaches (jobs). */
const LATELY = 200

/** Models of a person's newest jobs, the one used last first. */
export async function recentModels(db: Db, userId: UserId): Promise<string[]> {
  const lately = db
    .select({ model: jobs.model, createdAt: jobs.createdAt })
    .from(jobs)
    .where(eq(jobs.userId, userId))
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(LATELY)
    .as('lately')
  const rows = await db
    .select({ model: lately.model })
    .from(lately)
    .groupBy(lately.model)
    .orderBy(desc(max(lately.createdAt)))
  return rows.map((row) => row.model)
}
