import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { attempts, jobs } from '@/db/schema'
import { violated } from '@/lib/constraint'
import type { AttemptRow } from './queue'
import { thisAttempt } from './run-context'

// Which task at KIE an attempt is. No two attempts have the same: the unique index says so.

type Attempt = Pick<AttemptRow, 'jobId' | 'n'>

/** KIE's own answer to our request outranks whatever a callback claimed meanwhile. False: another attempt has it. */
export const bindAnswered = (db: Db, attempt: Attempt, taskId: string): Promise<boolean> =>
  bind(db, attempt, taskId, ['begun', 'uncertain', 'bound'])

/** By what a callback named, where no answer told. False: the attempt has a task, or another attempt has this one. */
export const bindCalled = (db: Db, attempt: Attempt, taskId: string): Promise<boolean> =>
  bind(db, attempt, taskId, ['begun', 'uncertain'])

function bind(db: Db, attempt: Attempt, taskId: string, from: AttemptRow['state'][]): Promise<boolean> {
  return db
    .update(attempts)
    .set({ taskId, state: 'bound' })
    .where(and(thisAttempt(attempt), inArray(attempts.state, from)))
    .returning({ n: attempts.n })
    .then(
      (rows) => rows.length > 0,
      (error: unknown) => {
        if (violated(error) === 'attempts_task') return false
        throw error
      },
    )
}

/**
 * recordInfo showed that the attempt's task is another's: it is free for that one, and this attempt is uncertain again,
 * which its job says while it runs. A task that it has got since stays.
 */
export async function unbind(db: Db, attempt: Attempt & Pick<AttemptRow, 'taskId'>): Promise<void> {
  await db.transaction(async (tx) => {
    // The job's lock first, as where it is given up: the other way round they could wait for each other.
    await tx.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, attempt.jobId)).for('update')
    const freed = await tx
      .update(attempts)
      .set({ taskId: null, state: 'uncertain', calledTaskId: sql`nullif(called_task_id, task_id)` })
      .where(and(thisAttempt(attempt), sql`task_id = ${attempt.taskId}`))
      .returning({ n: attempts.n })
    if (freed.length === 0) return
    await tx
      .update(jobs)
      .set({ stage: 'uncertain' })
      .where(and(eq(jobs.id, attempt.jobId), eq(jobs.status, 'running')))
  })
}
