import 'server-only'
import { and, eq, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { boardItems, files } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import { type FileRow, fileView } from '@/lib/files/queries'
import { pageOf } from '@/lib/keyset'
import { Refusal } from '@/lib/refusal'
import { BLOCK, PAGE_MAX } from './bounds'
import { after, inOrder, keyText, readCursor, upTo, writeCursor } from './cursor'
import { conditionOf, filterQuery, monthEdges, monthSchema, type Order, orderOf } from './filter'
import type { GalleryPage, ResultView } from './schema'

const cursorText = z.string().max(240).optional()
export const resultsQuery = filterQuery.extend({
  /** What comes after it. */
  cursor: cursorText,
  /** What comes up to it. */
  until: cursorText,
  /** From this month on (of UTC), towards older ones. */
  at: monthSchema.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(BLOCK),
})
export type PageQuery = z.output<typeof resultsQuery>

/** A page of a person's results. `next` is the cursor of what follows, null at the end. */
export async function galleryPage(db: Db, userId: string, query: PageQuery): Promise<GalleryPage | Refusal> {
  const order = orderOf(query)
  const condition = await conditionOf(db, userId, query.at ? { ...query, to: startOf(query) } : query)
  if (condition instanceof Refusal) return condition
  const range = rangeOf(order, query)
  if (range instanceof Refusal) return range
  const rows = await rowsOf(db, order, and(condition, ...range), query.limit + 1)
  const { shown, next } = pageOf(rows, query.limit, ({ key, file }) => writeCursor({ key, id: file.id }))
  return { results: shown.map(({ file }) => resultView(file)), next }
}

/** Where a jump to a month begins: at the month's end, or at the end that the filter has before that. */
function startOf({ at = '', to }: PageQuery): string {
  const end = monthEdges(at).to.toISOString()
  return to && Date.parse(to) < Date.parse(end) ? to : end
}

function rangeOf(order: Order, { cursor, until }: PageQuery): SQL[] | Refusal {
  const range: SQL[] = []
  if (cursor !== undefined) {
    const place = readCursor(cursor, order, 'cursor')
    if (place instanceof Refusal) return place
    range.push(after(order, place))
  }
  if (until !== undefined) {
    const place = readCursor(until, order, 'until')
    if (place instanceof Refusal) return place
    range.push(upTo(order, place))
  }
  return range
}

/** Rows of files in the order of a list, with what a cursor holds of each. */
export function rowsOf(
  db: Db,
  order: Order,
  condition: SQL | undefined,
  limit: number,
): Promise<{ file: FileRow; key: string }[]> {
  const rows = db
    .select({ file: files, key: keyText(order) })
    .from(files)
    .$dynamic()
  const joined = order === 'board' ? rows.innerJoin(boardItems, eq(boardItems.fileId, files.id)) : rows
  return joined.where(condition).orderBy(inOrder(order)).limit(limit)
}

/** A result for the browser. In the trash its addresses say that they are asked for from there. */
function resultView(row: FileRow): ResultView {
  const view = fileView(row)
  const inTrash = (url: string | null) => url && `${url}?trash`
  return {
    file: row.trashedAt
      ? {
          ...view,
          url: `${view.url}?trash`,
          previewUrl: inTrash(view.previewUrl),
          thumbUrl: inTrash(view.thumbUrl),
          peaksUrl: inTrash(view.peaksUrl),
        }
      : view,
    jobId: row.jobId,
    model: row.model,
    finishOf: row.finishOf,
    isFavourite: row.isFavourite,
    isCutout: (row.model && findModel(row.model)?.cutout) || false,
    createdAt: row.createdAt.toISOString(),
    trashedAt: row.trashedAt?.toISOString() ?? null,
  }
}
