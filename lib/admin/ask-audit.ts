import 'server-only'
import { isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { bookAudits } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { askAudit } from '@/lib/books/auditor/run'

/** Opens a run of the auditor for an admin, which is written down; while one is open, nothing happens. */
export async function openAudit(db: Db, admin: Pick<SessionUser, 'id'>): Promise<void> {
  await db.transaction(async (tx) => {
    // Who asks at the same time waits here, and then finds the run.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('loupe_ask_audit'))`)
    if (await openRun(tx)) return
    await askAudit(tx, admin.id)
    const run = await openRun(tx)
    // The daily one may have begun in between: that is nobody's act.
    if (run?.askedBy !== admin.id) return
    await writeAudit(tx, { actor: admin.id, action: 'books.check_asked', subject: run.id })
  })
}

async function openRun(tx: Db) {
  const [run] = await tx
    .select({ id: bookAudits.id, askedBy: bookAudits.askedBy })
    .from(bookAudits)
    .where(isNull(bookAudits.finishedAt))
  return run ?? null
}
