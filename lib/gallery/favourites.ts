import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files, shownResult } from '@/db/schema'
import { Refusal } from '@/lib/refusal'

/** Marks results as favourites, or no longer. Those that are gone meanwhile are passed over. */
export async function setFavourite(
  db: Db,
  userId: string,
  ids: readonly string[],
  isFavourite: boolean,
): Promise<{ changed: string[] } | Refusal> {
  const changed = await db
    .update(files)
    .set({ isFavourite })
    .where(and(eq(files.userId, userId), inArray(files.id, [...ids]), shownResult(files)))
    .returning({ id: files.id })
  return changed.length > 0 ? { changed: changed.map(({ id }) => id) } : new Refusal('not_found')
}
