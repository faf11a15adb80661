import 'server-only'
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { jobs, users } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { toolOf } from '@/lib/credits/movements'
import { type JobErrorCode, jobErrorCodes } from '@/lib/jobs/status'
import type { JobRow } from '@/lib/jobs/view'
import { before, pageOf, readKey, writeKey } from '@/lib/keyset'
import type { Locale } from '@/lib/locale'
import { Refusal } from '@/lib/refusal'
import type { JobsQuery } from './jobs-query'
import type { AdminJob, AdminJobsView } from './jobs-view'

/** Written out, not as parameters: the planner takes the index of unfinished jobs only where it sees the state. */
const states: Record<NonNullable<JobsQuery['state']>, SQL> = {
  queued: sql`${jobs.status} = 'queued'`,
  running: sql`${jobs.status} = 'running' and ${jobs.stage} is distinct from 'uncertain'`,
  uncertain: sql`${jobs.status} = 'running' and ${jobs.stage} = 'uncertain'`,
  storing: sql`${jobs.status} = 'storing'`,
  done: sql`${jobs.status} = 'done'`,
  failed: sql`${jobs.status} = 'failed'`,
  canceled: sql`${jobs.status} = 'canceled'`,
}

/** A page of everybody's jobs, the newest first. Each filter has an index that leads to its rows in this order. */
export async function listAllJobs(
  db: Db,
  query: JobsQuery,
  locale: Locale,
): Promise<AdminJobsView | Refusal> {
  const after = readKey(query.cursor)
  if (after instanceof Refusal) return after
  const rows = await db
    .select({ job: jobs, name: users.name, email: users.email })
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(
      and(
        query.state && states[query.state],
        query.person === undefined ? undefined : eq(jobs.userId, query.person),
        query.model === undefined ? undefined : eq(jobs.model, query.model),
        query.from && gte(jobs.createdAt, query.from),
        query.to && lt(jobs.createdAt, query.to),
        query.task === undefined
          ? undefined
          : sql`${jobs.id} = (select job_id from attempts where task_id = ${query.task})`,
        after && before(jobs.createdAt, jobs.id, after),
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(query.limit + 1)
  const { shown, next } = pageOf(rows, query.limit, ({ job }) => writeKey(job.createdAt, job.id))
  return { jobs: shown.map((row) => adminJob(row.job, row, locale)), next }
}

/** A job's line, and its person. */
export function adminJob(job: JobRow, person: { name: string; email: string }, locale: Locale): AdminJob {
  return {
    id: job.id,
    person: { id: job.userId, name: person.name, email: person.email },
    model: job.model,
    tool: toolOf(locale, job.model),
    state: job.status === 'running' && job.stage === 'uncertain' ? 'uncertain' : job.status,
    errorCode: jobErrorCodes.find((known): known is JobErrorCode => known === job.errorCode) ?? null,
    price: toCredits(job.charged ?? job.hold),
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  }
}
