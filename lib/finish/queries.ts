import 'server-only'
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { type FileRow, fileView } from '@/lib/files/queries'
import { type FinishView, type Recipe, recipeSchema } from './schema'

/** A finished picture with what was done to it. */
export function finishView(row: FileRow): FinishView {
  if (!row.finishOf) throw new Error(`File ${row.id} is no finished picture`)
  return {
    file: fileView(row),
    of: row.finishOf,
    recipe: recipeSchema.parse(row.recipe),
    createdAt: row.createdAt.toISOString(),
  }
}

/** The finished versions of these results of a person, oldest first; what is in the trash is left out. */
export async function finishesOf(db: Db, userId: string, sources: readonly string[]): Promise<FinishView[]> {
  if (sources.length === 0) return []
  const rows = await db
    .select()
    .from(files)
    .where(
      and(
        inArray(files.finishOf, [...sources]),
        eq(files.userId, userId),
        isNull(files.deletedAt),
        isNull(files.trashedAt),
      ),
    )
    .orderBy(asc(files.createdAt), asc(files.id))
  return rows.map(finishView)
}

/** The version that this recipe made of a result before, taken out of the trash and kept anew if it lies there; or null. */
export async function madeBefore(db: Db, sourceId: string, recipe: Recipe): Promise<FileRow | null> {
  const [row] = await db.select().from(files).where(sameRecipe(sourceId, recipe))
  if (!row?.trashedAt) return row ?? null
  const [back] = await db
    .update(files)
    .set({ trashedAt: null, keptAt: sql`clock_timestamp()` })
    .where(sameRecipe(sourceId, recipe))
    .returning()
  return back ?? null
}

/** As the unique index `files_finish_once` compares. */
const sameRecipe = (sourceId: string, recipe: Recipe) =>
  and(
    eq(files.finishOf, sourceId),
    sql`md5(${files.recipe}::text) = md5(${JSON.stringify(recipe)}::jsonb::text)`,
    isNull(files.deletedAt),
  )
