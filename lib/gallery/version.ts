import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { galleryVersions } from '@/db/schema'

/** A number that rises with every change of what a person's gallery, boards and trash hold. */
export async function galleryVersion(db: Db, userId: string): Promise<number> {
  const [row] = await db
    .select({ version: galleryVersions.version })
    .from(galleryVersions)
    .where(eq(galleryVersions.userId, userId))
  return row?.version ?? 0
}

/** Says that a board of theirs has changed; changes of results are told by triggers. */
export async function raiseGalleryVersion(tx: Db, userId: string): Promise<void> {
  await tx
    .insert(galleryVersions)
    .values({ userId, version: 1 })
    .onConflictDoUpdate({
      target: galleryVersions.userId,
      set: { version: sql`${galleryVersions.version} + 1` },
    })
}
