import 'server-only'
import { and, eq, exists, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, files, jobs } from '@/db/schema'
import type { TaskUse } from '@/lib/catalog/places'
import type { UserId } from '@/lib/id'
import { type FieldProblem, invalid, type Refusal } from '@/lib/refusal'

/** Earlier jobs that an input goes on from are this person's, done, not thrown away, and known to KIE; null: they are. */
export async function earlierProblem(
  db: Db,
  userId: UserId,
  uses: readonly TaskUse[],
): Promise<Refusal | null> {
  if (uses.length === 0) return null
  const named = uses.map((use) => use.value)
  const known = await earlierTasks(db, userId, await withResults(db, named))
  const problems: Record<string, FieldProblem> = {}
  for (const { path, value, from } of uses) {
    const task = known.get(value)
    if (!task || !from.includes(task.model)) problems[path.join('.')] = { key: 'task_unknown' }
  }
  return Object.keys(problems).length ? invalid(problems) : null
}

/** Those of the named jobs of which a result is neither in the trash nor deleted. */
async function withResults(db: Db, jobIds: string[]): Promise<string[]> {
  const result = db
    .select({ one: sql`1` })
    .from(files)
    .where(and(eq(files.jobId, jobs.id), isNull(files.trashedAt), isNull(files.deletedAt)))
  const rows = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(inArray(jobs.id, jobIds), exists(result)))
  return rows.map(({ id }) => id)
}

type EarlierTask = { model: string; taskId: string }

/** KIE's tasks of those of the named jobs that are this person's and done, by job. */
export async function earlierTasks(
  db: Db,
  userId: string,
  jobIds: string[],
): Promise<Map<string, EarlierTask>> {
  if (jobIds.length === 0) return new Map()
  const rows = await db
    .select({ jobId: attempts.jobId, model: jobs.model, taskId: attempts.taskId })
    .from(attempts)
    .innerJoin(jobs, eq(jobs.id, attempts.jobId))
    .where(
      and(
        inArray(jobs.id, jobIds),
        eq(jobs.userId, userId),
        eq(jobs.status, 'done'),
        isNotNull(attempts.taskId),
      ),
    )
    .orderBy(attempts.n)
  return new Map(rows.flatMap(({ jobId, model, taskId }) => (taskId ? [[jobId, { model, taskId }]] : [])))
}
