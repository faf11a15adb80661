import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import type { FileView } from './schema'

export type FileRow = typeof files.$inferSelect

const ID = /^[0-9a-z]{26}$/

/**
 * A file as its owner's browser sees it. Of a picture with transparency the thumb shows the subject alone and may
 * differ in shape from `width` and `height`; the preview and the placeholder never do.
 */
export function fileView(row: FileRow): FileView {
  const url = `/api/files/${row.id}`
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mime: row.mime,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    durationMs: row.durationMs,
    url,
    previewUrl: row.hasPreview ? `${url}/preview` : null,
    thumbUrl: row.hasPreview ? `${url}/thumb` : null,
    placeholder: row.placeholder,
  }
}

/** This person's file, or null: another's does not exist for them. */
export async function ownFile(db: Db, userId: string, id: string): Promise<FileRow | null> {
  return (await ownFiles(db, userId, [id]))[0] ?? null
}

/** Those of the named files that are this person's and not deleted, in the order of `ids`. */
export async function ownFiles(db: Db, userId: string, ids: string[]): Promise<FileRow[]> {
  const wanted = [...new Set(ids)].filter((id) => ID.test(id))
  if (wanted.length === 0) return []
  const rows = await db
    .select()
    .from(files)
    .where(and(eq(files.userId, userId), inArray(files.id, wanted), isNull(files.deletedAt)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return wanted.flatMap((id) => byId.get(id) ?? [])
}
