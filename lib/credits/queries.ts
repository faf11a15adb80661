import 'server-only'
import { and, desc, eq, lt } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { balances, files, jobInputs, jobs, ledger } from '@/db/schema'
import type { CreditsView } from '@/lib/jobs/schema'
import { toCredits } from './amount'

/** What a person may spend and what is held for open jobs, in credits. */
export async function balance(db: Db, userId: string): Promise<CreditsView> {
  const [row] = await db.select().from(balances).where(eq(balances.userId, userId))
  return { available: toCredits(row?.available ?? 0), held: toCredits(row?.held ?? 0) }
}

export type Movement = {
  id: number
  at: Date
  kind: (typeof ledger.$inferSelect)['kind']
  /** Credits. */
  amount: number
  availableAfter: number
  heldAfter: number
  reason: string
  jobId: string | null
  model: string | null
  /** The job's first file's name. */
  name: string | null
}

/** A person's movements, newest first; `before` is the id after which to go on. */
export async function movements(
  db: Db,
  userId: string,
  page: { before?: number | undefined; limit: number },
): Promise<Movement[]> {
  const rows = await db
    .select({ line: ledger, model: jobs.model, name: files.name })
    .from(ledger)
    .leftJoin(jobs, eq(jobs.id, ledger.jobId))
    .leftJoin(jobInputs, and(eq(jobInputs.jobId, ledger.jobId), eq(jobInputs.position, 0)))
    .leftJoin(files, eq(files.id, jobInputs.fileId))
    .where(and(eq(ledger.userId, userId), page.before ? lt(ledger.id, page.before) : undefined))
    .orderBy(desc(ledger.id))
    .limit(page.limit)
  return rows.map(({ line, model, name }) => ({
    id: line.id,
    at: line.at,
    kind: line.kind,
    amount: toCredits(line.amount),
    availableAfter: toCredits(line.availableAfter ?? 0),
    heldAfter: toCredits(line.heldAfter ?? 0),
    reason: line.reason,
    jobId: line.jobId,
    model,
    name,
  }))
}
