import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { modelSettings } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { models } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { isKnownHere, isOffered, offerOf, type Terms } from '@/lib/catalog/terms'
import { modelWords } from '@/lib/catalog/words/words'
import { forgetTerms } from '@/lib/jobs/terms'
import type { Locale } from '@/lib/locale'
import type { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import type { AdminModel } from './finding'

/** Every model that this installation could run, with its switch; by name, retired ones last. */
export function adminModels(locale: Locale, terms: Terms): AdminModel[] {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  return models
    .filter((model) => isKnownHere(model, terms))
    .map((model) => adminModel(model, locale, terms))
    .sort((a, b) => Number(a.retired) - Number(b.retired) || compare(a.title, b.title))
}

export function adminModel(model: Model, locale: Locale, terms: Terms): AdminModel {
  const { id, title, vendor, task, retired } = model
  const { price, list } = offerOf(model, terms)
  return {
    ...{ id, title, vendor, task, retired },
    tool: modelWords(locale, id).tool,
    offered: isOffered(model, terms),
    switched: terms.offered?.get(id) ?? null,
    list: list && { from: list.credits, per: list.per },
    price: price && { from: price.credits, per: price.per },
    hasRule: terms.rules?.has(id) === true,
  }
}

/**
 * Turns a model on or off; null: back to what the data says. The setting and its audit row are one transaction; a change
 * that changes nothing leaves no row.
 */
export async function changeModel(
  db: Db,
  admin: SessionUser,
  { id }: Model,
  { offered, reason }: { offered: boolean | null; reason: string },
): Promise<Refusal | null> {
  const outcome = await transact<null>(db, async (tx) => {
    const before = await switchModel(tx, id, offered)
    if (offered === before) return null
    await writeAudit(tx, {
      actor: admin.id,
      action: 'model.changed',
      subject: id,
      detail: { reason, before: { offered: before }, after: { offered } },
    })
    return null
  })
  forgetTerms()
  return outcome
}

/** Sets a model's switch (null: as the data says); what it was before. */
export async function switchModel(tx: Db, id: string, offered: boolean | null): Promise<boolean | null> {
  // Made first, so that two admins at once take turns at its lock.
  await tx.insert(modelSettings).values({ modelId: id }).onConflictDoNothing()
  const [before] = await tx.select().from(modelSettings).where(eq(modelSettings.modelId, id)).for('update')
  if (!before) throw new Error('the settings of a model vanished')
  if (offered !== before.offered) {
    await tx
      .update(modelSettings)
      .set({ offered, changedAt: sql`now()` })
      .where(eq(modelSettings.modelId, id))
  }
  return before.offered
}
