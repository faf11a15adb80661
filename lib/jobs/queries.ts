import 'server-only'
import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/open'
import { attempts, files, jobInputs, jobs, ledger } from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { finishesOf } from '@/lib/finish/queries'
import type { FinishView } from '@/lib/finish/schema'
import { before, type PageAsked, pageOf, readKey, writeKey } from '@/lib/keyset'
import type { Locale } from '@/lib/locale'
import { Refusal } from '@/lib/refusal'
import type { CountsView, JobView, ReceiptLine } from './schema'
import type { JobStatus } from './status'
import { type JobRow, jobView } from './view'

export const PAGE_LIMIT = 100

/** Written out, not as parameters: the planner takes the index of unfinished jobs only where it sees the state. */
const literals: Record<JobStatus, SQL> = {
  queued: sql`'queued'`,
  running: sql`'running'`,
  storing: sql`'storing'`,
  done: sql`'done'`,
  failed: sql`'failed'`,
  canceled: sql`'canceled'`,
}

/** A page of a person's jobs, newest first. `next` is the cursor of the following page, null at the end. */
export async function listJobs(
  db: Db,
  userId: string,
  page: PageAsked & { statuses?: JobStatus[] | undefined; ids?: string[] | undefined },
  locale: Locale,
): Promise<{ jobs: JobView[]; next: string | null; counts: CountsView } | Refusal> {
  const after = readKey(page.cursor)
  if (after instanceof Refusal) return after
  const order = [desc(jobs.createdAt), desc(jobs.id)]
  const these = and(
    eq(jobs.userId, userId),
    after && before(jobs.createdAt, jobs.id, after),
    page.ids && inArray(jobs.id, page.ids),
  )
  const newest = (state?: SQL) =>
    db
      .select()
      .from(jobs)
      .where(and(these, state && sql`${jobs.status} = ${state}`))
      .orderBy(...order)
      .limit(page.limit + 1)
  // The newest of each state, then the newest of these: over several states at once no index runs in this order.
  const [first, second, ...others] = [...new Set(page.statuses)].map((status) => newest(literals[status]))
  const rows = await (first && second
    ? unionAll(first, second, ...others)
        .orderBy(...order)
        .limit(page.limit + 1)
    : (first ?? newest()))
  const { shown, next } = pageOf(rows, page.limit, (job) => writeKey(job.createdAt, job.id))
  return { jobs: await withFiles(db, shown, locale), next, counts: await openCounts(db, userId) }
}

/** How many jobs of a person wait, run and are being stored; along the index of unfinished jobs (10,000: 5 ms). */
export async function openCounts(db: Db, userId: string): Promise<CountsView> {
  const rows = await db
    .select({ status: jobs.status, count: sql<number>`count(*)::int` })
    .from(jobs)
    .where(and(eq(jobs.userId, userId), sql`${jobs.status} in ('queued', 'running', 'storing')`))
    .groupBy(jobs.status)
  const of = (status: JobStatus) => rows.find((row) => row.status === status)?.count ?? 0
  return { queued: of('queued'), running: of('running'), storing: of('storing') }
}

/** One job of this person with what happened to its money and the finished versions of its results, or null. */
export async function ownJob(
  db: Db,
  userId: string,
  id: string,
  locale: Locale,
): Promise<{
  job: JobView
  receipt: ReceiptLine[]
  kieMs: number | null
  finishes: FinishView[]
} | null> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), eq(jobs.userId, userId)))
  if (!row) return null
  const [job] = await withFiles(db, [row], locale)
  if (!job) return null
  const outputs = job.outputs.map((output) => output.id)
  return {
    job,
    receipt: await receipt(db, id),
    kieMs: await workedMs(db, id),
    finishes: await finishesOf(db, userId, outputs),
  }
}

/** How long the upstream says it worked on a job (ms). */
async function workedMs(db: Db, jobId: string): Promise<number | null> {
  const [last] = await db
    .select({ costMs: attempts.costMs })
    .from(attempts)
    .where(eq(attempts.jobId, jobId))
    .orderBy(desc(attempts.n))
    .limit(1)
  return last?.costMs ?? null
}

async function receipt(db: Db, jobId: string): Promise<ReceiptLine[]> {
  const lines = await db
    .select({ kind: ledger.kind, amount: ledger.amount, at: ledger.at })
    .from(ledger)
    .where(and(eq(ledger.jobId, jobId), inArray(ledger.kind, ['hold', 'capture', 'remainder', 'release'])))
    .orderBy(asc(ledger.id))
  return lines.map((line) => ({
    kind: line.kind as ReceiptLine['kind'],
    amount: toCredits(line.amount),
    at: line.at.toISOString(),
  }))
}

/** What changed of a person's jobs after `since`, oldest change first, with each change's database time. */
export async function changedJobs(
  db: Db,
  userId: string,
  since: Date,
  locale: Locale,
): Promise<{ job: JobView; at: Date }[]> {
  const rows = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.userId, userId), gt(jobs.updatedAt, since)))
    .orderBy(asc(jobs.updatedAt))
    .limit(1_000)
  const views = await withFiles(db, rows, locale)
  return views.map((job, index) => ({ job, at: (rows[index] as JobRow).updatedAt }))
}

/** Views of these rows, their files read at once. */
export async function withFiles(db: Db, rows: JobRow[], locale: Locale): Promise<JobView[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const inputs = await db
    .select({ jobId: jobInputs.jobId, file: files })
    .from(jobInputs)
    .innerJoin(files, eq(files.id, jobInputs.fileId))
    .where(inArray(jobInputs.jobId, ids))
    .orderBy(asc(jobInputs.position))
  const outputs = await db.select().from(files).where(inArray(files.jobId, ids)).orderBy(asc(files.position))
  return Promise.all(
    rows.map((row) =>
      jobView(
        row,
        {
          inputs: inputs.filter((input) => input.jobId === row.id).map((input) => input.file),
          // Outputs are stored one by one; people see them when the job is done.
          outputs: row.status === 'done' ? outputs.filter((output) => output.jobId === row.id) : [],
        },
        locale,
      ),
    ),
  )
}
