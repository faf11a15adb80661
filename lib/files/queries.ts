import 'server-only'
import { and, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { gathered } from '@/lib/gather'
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
    peaksUrl: row.hasPeaks ? `${url}/peaks` : null,
    placeholder: row.placeholder,
  }
}

/** This person's file, or null: another's does not exist for them, nor does what they threw away. */
export async function ownFile(db: Db, userId: string, id: string): Promise<FileRow | null> {
  const row = await ownFileEvenTrashed(db, userId, id)
  return row?.trashedAt ? null : row
}

/** The same for the trash, which shows what lies in it. */
export async function ownFileEvenTrashed(db: Db, userId: string, id: string): Promise<FileRow | null> {
  return ID.test(id) ? find(db, { userId, id }) : null
}

const find = gathered<{ userId: string; id: string }, FileRow | null>(async (db, asked) => {
  const rows = await db
    .select()
    .from(files)
    .where(
      and(
        sql`(${files.userId}, ${files.id}) in (
          select given."userId", given.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
            as given ("userId" text, id text))`,
        isNull(files.deletedAt),
      ),
    )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return asked.map(({ userId, id }) => {
    const row = byId.get(id)
    return row?.userId === userId ? row : null
  })
})
