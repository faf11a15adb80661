import 'server-only'
import { and, asc, count, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { finishPresets, users } from '@/db/schema'
import { ownFile } from '@/lib/files/queries'
import { newId, type UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { FINISH_PRESETS_MAX } from './bounds'
import { type FinishPreset, type NewFinishPreset, recipeSchema } from './schema'

type Row = typeof finishPresets.$inferSelect

const presetView = ({ id, name, recipe }: Row): FinishPreset => ({
  id,
  name,
  recipe: recipeSchema.parse(recipe),
})

/** The recipes that a person keeps, oldest first. */
export async function finishPresetsOf(db: Db, userId: UserId): Promise<FinishPreset[]> {
  const rows = await db
    .select()
    .from(finishPresets)
    .where(eq(finishPresets.userId, userId))
    .orderBy(asc(finishPresets.createdAt), asc(finishPresets.id))
  return rows.map(presetView)
}

/** Keeps a recipe. Refusal: the name is taken, there are too many, or its picture is not this person's. */
export async function addFinishPreset(
  db: Db,
  userId: UserId,
  { name, recipe }: NewFinishPreset,
): Promise<FinishPreset | Refusal> {
  const { background } = recipe
  const backgroundId = background.kind === 'picture' ? background.fileId : null
  if (backgroundId && (await ownFile(db, userId, backgroundId))?.kind !== 'image') {
    return invalid({ 'recipe.background.fileId': { key: 'media_unknown' } })
  }
  return transact<FinishPreset>(db, async (tx) => {
    // One at a time for each person, so that nobody gets past the limit.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
    const [kept] = await tx
      .select({ count: count() })
      .from(finishPresets)
      .where(eq(finishPresets.userId, userId))
    if (kept && kept.count >= FINISH_PRESETS_MAX) {
      return invalid({ name: { key: 'presets_full', values: { max: FINISH_PRESETS_MAX } } })
    }
    const [row] = await tx
      .insert(finishPresets)
      .values({ id: newId(), userId, name, recipe, backgroundId })
      .onConflictDoNothing()
      .returning()
    return row ? presetView(row) : invalid({ name: { key: 'finish_preset_taken' } })
  })
}

/** Refusal: it is not this person's. */
export async function removeFinishPreset(db: Db, userId: UserId, id: string): Promise<Refusal | undefined> {
  const gone = await db
    .delete(finishPresets)
    .where(and(eq(finishPresets.id, id), eq(finishPresets.userId, userId)))
    .returning({ id: finishPresets.id })
  return gone.length > 0 ? undefined : new Refusal('not_found')
}
