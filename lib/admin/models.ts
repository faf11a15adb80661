import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { modelSettings } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import type { SessionUser } from '@/lib/auth/session'
import { transact } from '@/lib/auth/transact'
import { models } from '@/lib/catalog/catalog'
import type { Model } from '@/lib/catalog/schema'
import { isKnownHere, isOffered, type Terms } from '@/lib/catalog/terms'
import { modelWords } from '@/lib/catalog/words/words'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { forgetTerms } from '@/lib/jobs/terms'
import type { Locale } from '@/lib/locale'
import { invalid, type Refusal } from '@/lib/refusal'
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
  const { id, title, vendor, task, retired, price } = model
  return {
    ...{ id, title, vendor, task, retired },
    tool: modelWords(locale, id).tool,
    offered: isOffered(model, terms),
    switched: terms.offered?.get(id) ?? null,
    price: price && { from: price.credits, per: price.per },
    set: terms.set?.get(id) ?? null,
  }
}

/** What an admin changes: null goes back to what the data says; left out stays. Credits for a run. */
export type Change = {
  offered?: boolean | null | undefined
  price?: number | null | undefined
  reason: string
}

/**
 * Turns a model on or off, or sets a price where none is known. The new setting and its audit row are one transaction;
 * a change that changes nothing leaves no row.
 */
export async function changeModel(
  db: Db,
  admin: SessionUser,
  model: Model,
  { offered, price, reason }: Change,
): Promise<Refusal | null> {
  const { id } = model
  if (offered === undefined && price === undefined) return invalid({ offered: { key: 'required' } })
  if (price !== undefined && model.price) return invalid({ price: { key: 'price_known' } })
  const wanted = {
    ...(offered !== undefined && { offered }),
    ...(price !== undefined && { price: price === null ? null : toThousandths(price) }),
  }
  const outcome = await transact<null>(db, async (tx) => {
    // Made first, so that two admins at once take turns at its lock.
    await tx.insert(modelSettings).values({ modelId: id }).onConflictDoNothing()
    const [before] = await tx.select().from(modelSettings).where(eq(modelSettings.modelId, id)).for('update')
    if (!before) throw new Error('the settings of a model vanished')
    const after = { ...before, ...wanted }
    if (after.offered === before.offered && after.price === before.price) return null
    await tx
      .update(modelSettings)
      .set({ ...wanted, changedAt: sql`now()` })
      .where(eq(modelSettings.modelId, id))
    await writeAudit(tx, {
      actor: admin.id,
      action: 'model.changed',
      subject: id,
      detail: { reason, before: told(before), after: told(after) },
    })
    return null
  })
  forgetTerms()
  return outcome
}

const told = ({ offered, price }: { offered: boolean | null; price: number | null }) => ({
  offered,
  price: price === null ? null : toCredits(price),
})
