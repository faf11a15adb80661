import 'server-only'
import { and, asc, count, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { presets, users } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { violated } from '@/lib/constraint'
import { newId, type UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { PRESETS_MAX } from './bounds'
import type { NewPreset, PresetChange, PresetView } from './schema'

type Row = typeof presets.$inferSelect

const presetView = ({ id, modelId, name, input, createdAt }: Row): PresetView => ({
  id,
  model: modelId,
  name,
  input,
  createdAt: createdAt.toISOString(),
})

/** All that a person keeps, oldest first. */
export async function presetsOf(db: Db, userId: UserId): Promise<PresetView[]> {
  const rows = await db
    .select()
    .from(presets)
    .where(eq(presets.userId, userId))
    .orderBy(asc(presets.createdAt), asc(presets.id))
  return rows.map(presetView)
}

/** Keeps settings under a name. Refusal: no such model, the name is taken for it, or there are too many already. */
export async function addPreset(
  db: Db,
  userId: UserId,
  { model, name, input }: NewPreset,
): Promise<PresetView | Refusal> {
  if (!findModel(model)) return invalid({ model: { key: 'model_unknown' } })
  return transact<PresetView>(db, async (tx) => {
    // One at a time for each person, so that nobody gets past the limit.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
    const [kept] = await tx.select({ count: count() }).from(presets).where(eq(presets.userId, userId))
    if (kept && kept.count >= PRESETS_MAX) {
      return invalid({ name: { key: 'presets_full', values: { max: PRESETS_MAX } } })
    }
    const [row] = await tx
      .insert(presets)
      .values({ id: newId(), userId, modelId: model, name, input })
      .onConflictDoNothing()
      .returning()
    return row ? presetView(row) : nameTaken()
  })
}

/** Another name, other settings, or both. Refusal: it is not this person's, or the name is taken. */
export async function changePreset(
  db: Db,
  userId: UserId,
  id: string,
  { name, input }: PresetChange,
): Promise<PresetView | Refusal> {
  try {
    const [row] = await db
      .update(presets)
      .set({ ...(name !== undefined && { name }), ...(input !== undefined && { input }) })
      .where(own(userId, id))
      .returning()
    return row ? presetView(row) : new Refusal('not_found')
  } catch (error) {
    if (violated(error) === 'presets_name') return nameTaken()
    throw error
  }
}

/** Refusal: it is not this person's. */
export async function removePreset(db: Db, userId: UserId, id: string): Promise<Refusal | undefined> {
  const gone = await db.delete(presets).where(own(userId, id)).returning({ id: presets.id })
  return gone.length > 0 ? undefined : new Refusal('not_found')
}

const own = (userId: UserId, id: string) => and(eq(presets.id, id), eq(presets.userId, userId))

const nameTaken = () => invalid({ name: { key: 'preset_taken' } })
