import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { modelFindings, modelWatch } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { findModel } from '@/lib/catalog/catalog'
import { newId } from '@/lib/id'
import { forgetTerms } from '@/lib/jobs/terms'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import type { Decision, FindingKind, FindingView, Found } from './finding'
import { switchModel } from './models'

type Switch = { offered: boolean | null }
type Row = typeof modelFindings.$inferSelect
/** The rows that still hold, decided or not, by model and kind. */
export type Lasting = Map<string, Pick<Row, 'id' | 'modelId' | 'kind' | 'digest'>>

const keyOf = (modelId: string, kind: FindingKind) => `${kind} ${modelId}`

export async function lastingFindings(db: Db): Promise<Lasting> {
  const rows = await db
    .select({
      id: modelFindings.id,
      modelId: modelFindings.modelId,
      kind: modelFindings.kind,
      digest: modelFindings.digest,
    })
    .from(modelFindings)
    .where(isNull(modelFindings.endedAt))
  return new Map(rows.map((row) => [keyOf(row.modelId, row.kind), row]))
}

/** What a check saw of a model in one respect: something, or nothing (any more). */
export type Seen = { modelId: string; kind: FindingKind; found: Found | null }

/** Whether it is anything but what was noted before, decided or not. */
export const isNews = (lasting: Lasting, { modelId, kind, found }: Seen): boolean =>
  lasting.get(keyOf(modelId, kind))?.digest !== (found ? digestOf(found) : undefined)

/** Notes what is news: it ends what was noted before. Inside the transaction that proves that the check is held. */
export async function note(tx: Db, lasting: Lasting, { modelId, kind, found }: Seen): Promise<void> {
  const before = lasting.get(keyOf(modelId, kind))
  if (before) {
    await tx.update(modelFindings).set({ endedAt: sql`now()` }).where(eq(modelFindings.id, before.id))
  }
  if (found) {
    const row = { id: newId(), modelId, kind, digest: digestOf(found), detail: found.detail }
    await tx.insert(modelFindings).values(row)
  }
}

/** That a model is new or gone is one finding, whatever KIE says about it besides. */
function digestOf(found: Found): string {
  const what =
    found.kind === 'schema' ? found.detail.differences : found.kind === 'price' ? found.detail.to : null
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url')
}

/** What waits for an admin: models by name, oldest first. */
export async function openFindings(db: Db): Promise<FindingView[]> {
  const rows = await db
    .select()
    .from(modelFindings)
    .where(and(isNull(modelFindings.endedAt), isNull(modelFindings.decidedAt)))
    .orderBy(asc(modelFindings.foundAt), asc(modelFindings.modelId))
  return rows.map(view)
}

function view(row: Row): FindingView {
  // Written by `note` alone, so that kind and detail fit each other.
  const found = { kind: row.kind, detail: row.detail } as Found
  const title =
    findModel(row.modelId)?.title ??
    (found.kind === 'new' && found.detail.title ? found.detail.title : row.modelId)
  return { ...found, id: row.id, model: row.modelId, title, foundAt: row.foundAt.toISOString() }
}

/**
 * An admin's word on a finding. Accepted: a model that is gone is turned off, a price's words become those to compare
 * with; the rest is known from now on. Dismissed: nothing is done, and the same is not reported again while it lasts.
 * Refused when it was decided meanwhile, or holds no more.
 */
export async function decideFinding(
  db: Db,
  admin: SessionUser,
  id: string,
  { decision, reason }: { decision: Decision; reason: string },
): Promise<Refusal | null> {
  const outcome = await transact<null>(db, async (tx) => {
    const [row] = await tx
      .update(modelFindings)
      .set({ decision, reason, decidedBy: admin.id, decidedAt: sql`now()` })
      .where(and(eq(modelFindings.id, id), isNull(modelFindings.decidedAt), isNull(modelFindings.endedAt)))
      .returning()
    if (!row) return missingOr(tx, id)
    const change = decision === 'accepted' ? await accept(tx, row) : null
    await writeAudit(tx, {
      actor: admin.id,
      action: `finding.${decision}`,
      subject: row.modelId,
      detail: { finding: id, kind: row.kind, reason, detail: row.detail, ...change },
    })
    return null
  })
  forgetTerms()
  return outcome
}

/** Does what accepting means; what changed of a model by it, for the audit. */
async function accept(tx: Db, row: Row): Promise<{ before: Switch; after: Switch } | null> {
  const found = { kind: row.kind, detail: row.detail } as Found
  if (found.kind === 'gone') {
    const before = await switchModel(tx, row.modelId, false)
    return { before: { offered: before }, after: { offered: false } }
  }
  if (found.kind === 'price') {
    await tx
      .update(modelWatch)
      .set({ priceText: found.detail.to ?? '' })
      .where(eq(modelWatch.modelId, row.modelId))
  }
  return null
}

async function missingOr(tx: Db, id: string): Promise<Refusal> {
  const rows = await tx.select({ id: modelFindings.id }).from(modelFindings).where(eq(modelFindings.id, id))
  return new Refusal(rows.length > 0 ? 'conflict' : 'not_found')
}
