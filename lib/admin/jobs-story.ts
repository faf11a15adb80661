import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, files, jobInputs, jobs, ledger, users } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import type { Locale } from '@/lib/locale'
import { adminJob } from './jobs-list'
import type { AttemptView, FileFacts, JobStory, MoneyLine } from './jobs-view'

/** Of the runs again of a job, how many are named. */
const MOST_RETRIES = 20

/** Everything that happened to a job; null: there is none. */
export async function jobStory(db: Db, id: string, locale: Locale): Promise<JobStory | null> {
  const [row] = await db
    .select({ job: jobs, name: users.name, email: users.email })
    .from(jobs)
    .innerJoin(users, eq(users.id, jobs.userId))
    .where(eq(jobs.id, id))
  if (!row) return null
  const retries = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.retryOf, id), eq(jobs.userId, row.job.userId)))
    .orderBy(asc(jobs.createdAt))
    .limit(MOST_RETRIES)
  return {
    ...adminJob(row.job, row, locale),
    input: row.job.input,
    errorDetail: row.job.errorDetail,
    inputs: await inputsOf(db, id),
    outputs: await db.select(facts).from(files).where(eq(files.jobId, id)).orderBy(asc(files.position)),
    attempts: await attemptsOf(db, id),
    money: await moneyOf(db, id),
    retryOf: row.job.retryOf,
    retries: retries.map((retry) => retry.id),
  }
}

const facts = { id: files.id, name: files.name, kind: files.kind, mime: files.mime, bytes: files.bytes }

const inputsOf = (db: Db, jobId: string): Promise<FileFacts[]> =>
  db
    .select(facts)
    .from(jobInputs)
    .innerJoin(files, eq(files.id, jobInputs.fileId))
    .where(eq(jobInputs.jobId, jobId))
    .orderBy(asc(jobInputs.position))

async function attemptsOf(db: Db, jobId: string): Promise<AttemptView[]> {
  const rows = await db.select().from(attempts).where(eq(attempts.jobId, jobId)).orderBy(asc(attempts.n))
  return rows.map((row) => ({
    n: row.n,
    state: row.state,
    taskId: row.taskId,
    begunAt: row.begunAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    consumed: row.creditsConsumed === null ? null : toCredits(row.creditsConsumed),
    workedMs: row.costMs,
    error: row.error,
    callbacks: row.callbacks,
    calledAt: row.calledAt?.toISOString() ?? null,
    looks: row.looks,
    lookedAt: row.lookedAt?.toISOString() ?? null,
  }))
}

async function moneyOf(db: Db, jobId: string): Promise<MoneyLine[]> {
  const rows = await db
    .select({ kind: ledger.kind, amount: ledger.amount, at: ledger.at, by: users.name })
    .from(ledger)
    .leftJoin(users, eq(users.id, ledger.actor))
    .where(eq(ledger.jobId, jobId))
    .orderBy(asc(ledger.id))
  return rows.map(({ kind, amount, at, by }) => ({
    ...{ kind, amount: toCredits(amount), at: at.toISOString(), by },
  }))
}
