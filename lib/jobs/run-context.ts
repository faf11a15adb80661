import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import type { Begun } from './begin'
import type { Bell } from './bell'
import type { AttemptRow } from './queue'
import type { JobStatus } from './status'
import type { Upstream } from './upstream'
import type { JobRow } from './view'

/** What every step of one job's run needs. */
export type Run = {
  db: Db
  lease: number
  jobId: string
  upstream: Upstream
  bell: Bell
  /** Ends waits, uploads and follows when the process stops or loses its lease. */
  signal: AbortSignal
  /** Waits until this job's turn and pace have come. Null: the job was cancelled or taken away meanwhile. */
  turn: () => Promise<Begun | null>
  /** Waits for one of the few places to look at a task (KIE limits recordInfo). `urgent`: a callback said so. */
  lookingTurn: (urgent: boolean) => Promise<void>
  /** Runs downloads a few at a time. */
  storing: <T>(work: () => Promise<T>) => Promise<T>
}

/** This process no longer has the job (its lease ended, or the status moved on): the run stops without a word. */
export class JobMovedOn extends Error {
  constructor(jobId: string) {
    super(`job ${jobId} is not ours any more`)
    this.name = 'JobMovedOn'
  }
}

type Change = Omit<PgUpdateSetSource<typeof jobs>, 'id'>

/** Changes the job where it still has this lease and status. @throws JobMovedOn otherwise. */
export async function move(db: Db, run: Run, from: JobStatus, change: Change): Promise<JobRow> {
  const [row] = await db
    .update(jobs)
    .set(change)
    .where(and(eq(jobs.id, run.jobId), eq(jobs.lease, run.lease), eq(jobs.status, from)))
    .returning()
  if (!row) throw new JobMovedOn(run.jobId)
  return row
}

/** @throws JobMovedOn when the job has not this lease and status any more. */
export async function expectOurs(run: Run, status: JobStatus): Promise<void> {
  const rows = await run.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.id, run.jobId), eq(jobs.lease, run.lease), eq(jobs.status, status)))
  if (rows.length === 0) throw new JobMovedOn(run.jobId)
}

/** Puts the job back to be taken again after `ms`; a running attempt was refused for certain. */
export async function putBack(run: Run, from: 'queued' | 'running', ms: number): Promise<void> {
  await move(run.db, run, from, {
    status: 'queued',
    stage: null,
    lease: null,
    wakeAt: sql`now() + ${ms} * interval '1 ms'`,
  })
}

export const thisAttempt = (attempt: Pick<AttemptRow, 'jobId' | 'n'>) =>
  and(eq(attempts.jobId, attempt.jobId), eq(attempts.n, attempt.n))
