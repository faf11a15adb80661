import 'server-only'
import { desc, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { bookAudits } from '@/db/schema'
import type { BookAuditView } from '@/lib/books/schema'
import { newId } from '@/lib/id'
import { log } from '@/lib/log'
import { rowsOf } from '@/lib/rows'
import { checkFrom, type Step } from './check'

/** Who says nothing for so long is gone, and another goes on from where it stood. */
const HELD_SECONDS = 120
/** A little less than a day, so that the hour of the daily run does not wander. */
const DAILY_HOURS = 23
/** So many findings are kept with a run; all are counted. */
const KEPT = 100

type Run = typeof bookAudits.$inferSelect

/** Opens the run that an admin asks for, unless one is open. */
export async function askAudit(db: Db, askedBy: string): Promise<void> {
  await db.insert(bookAudits).values({ id: newId(), askedBy }).onConflictDoNothing()
}

/**
 * Works on the open run of the auditor, opening the daily one when it is due. Safe in several processes at once, one
 * of which does the work, and cut at any point: the next goes on from there.
 */
export async function auditBooks(db: Db): Promise<void> {
  await db.execute(sql`
    insert into book_audits (id) select ${newId()} where not exists (
      select from book_audits where started_at > now() - ${DAILY_HOURS} * interval '1 hour')
    on conflict do nothing`)
  const holder = newId()
  const run = await take(db, holder)
  if (run) await work(db, run, holder)
}

async function take(db: Db, holder: string): Promise<Run | null> {
  const [run] = await db
    .update(bookAudits)
    .set({ heldBy: holder, heldUntil: sql`now() + ${HELD_SECONDS} * interval '1 second'` })
    .where(
      sql`${isNull(bookAudits.finishedAt)} and (${bookAudits.heldUntil} is null or ${bookAudits.heldUntil} < now())`,
    )
    .returning()
  return run ?? null
}

async function work(db: Db, run: Run, holder: string): Promise<void> {
  for await (const step of checkFrom(db, run)) {
    // Another has taken over: this process stood still for too long.
    if (!(await note(db, run.id, holder, step))) return
  }
  const [ended] = await rowsOf<{ found: number }>(
    db,
    sql`update book_audits set finished_at = clock_timestamp(), held_by = null, held_until = null
      where id = ${run.id} and held_by = ${holder} returning found`,
  )
  if (ended && ended.found > 0) log().error({ audit: run.id, found: ended.found }, 'the books do not add up')
}

/** A piece is through: how far, and what it found, in one statement. */
async function note(db: Db, id: string, holder: string, step: Step): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`update book_audits set part = ${step.part}, up_to = ${step.upTo}, checked = checked + ${step.checked}::int,
        found = found + ${step.findings.length}::int, held_until = now() + ${HELD_SECONDS} * interval '1 second',
        findings = case when found < ${KEPT} then findings || ${JSON.stringify(step.findings.slice(0, KEPT))}::jsonb
          else findings end
      where id = ${id} and held_by = ${holder} and finished_at is null returning id`,
  )
  return rows.length > 0
}

/** The last run; null: there was none yet. */
export async function lastAudit(db: Db): Promise<BookAuditView | null> {
  const [run] = await db.select().from(bookAudits).orderBy(desc(bookAudits.startedAt)).limit(1)
  if (!run) return null
  return {
    id: run.id,
    state: run.finishedAt ? 'finished' : 'running',
    isDaily: run.askedBy === null,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    checked: run.checked,
    found: run.found,
    findings: run.findings.slice(0, KEPT).map(({ rule, subject, detail }) => ({
      rule: rule as BookAuditView['findings'][number]['rule'],
      subject,
      detail: JSON.stringify(detail),
    })),
  }
}
