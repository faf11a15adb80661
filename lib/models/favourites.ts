import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { favourites } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import type { UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'

/** Ids of a person's favourite models, the newest first. */
export async function favouritesOf(db: Db, userId: UserId): Promise<string[]> {
  const rows = await db
    .select({ modelId: favourites.modelId })
    .from(favourites)
    .where(eq(favourites.userId, userId))
    .orderBy(desc(favourites.createdAt), favourites.modelId)
  return rows.map((row) => row.modelId)
}

/** Makes a model a favourite; one already stays one. Refusal: there is no such model. */
export async function addFavourite(db: Db, userId: UserId, modelId: string): Promise<Refusal | undefined> {
  if (!findModel(modelId)) return new Refusal('not_found')
  await db.insert(favourites).values({ userId, modelId }).onConflictDoNothing()
}

/**
 * Takes a favourite away, one of a model that is gone from the catalogue too; asked twice it is gone as well.
 * Refusal: it is neither a model nor was it a favourite.
 */
export async function removeFavourite(db: Db, userId: UserId, modelId: string): Promise<Refusal | undefined> {
  const removed = await db
    .delete(favourites)
    .where(and(eq(favourites.userId, userId), eq(favourites.modelId, modelId)))
    .returning({ modelId: favourites.modelId })
  if (removed.length === 0 && !findModel(modelId)) return new Refusal('not_found')
}
