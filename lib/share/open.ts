import 'server-only'
import { and, asc, count, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/open'
import { boardItems, boards, files, jobInputs, jobs, shareItems, shares, users } from '@/db/schema'
import type { FileRow } from '@/lib/files/queries'
import { SHARE_ITEMS_MAX } from './bounds'
import { itemKey, tokenHash } from './token'

export type ShareRow = typeof shares.$inferSelect

/** An open link: not revoked, not over, of someone who may sign in. */
export const isOpen = and(
  isNull(shares.revokedAt),
  or(isNull(shares.expiresAt), gt(shares.expiresAt, sql`now()`)),
)

/** The link that a token opens, or null. Unknown, revoked and expired are one answer of one statement. */
export async function openShare(db: Db, token: string): Promise<ShareRow | null> {
  const [row] = await db
    .select({ share: shares })
    .from(shares)
    .innerJoin(users, eq(users.id, shares.userId))
    .where(and(eq(shares.tokenHash, tokenHash(token)), isOpen, isNull(users.disabledAt)))
  return row?.share ?? null
}

export type SharedFile = {
  /** What it is called in this link's addresses. */
  key: string
  /** Its number among those shown now, from 1. */
  n: number
  row: FileRow
}

export type SharedItem = SharedFile & {
  /** The picture that it was made from, where the link shows originals and there is one. */
  original: FileRow | null
  /** What was asked, where the link shows settings. */
  asked: { model: string; input: Record<string, unknown> } | null
}

/** What a link shows now, in its order. What was thrown away or deleted is not there. */
export async function sharedItems(db: Db, share: ShareRow): Promise<SharedItem[]> {
  const ids = await shownIds(db, share)
  const found = new Map((await rowsOf(db, share, ids)).map((one) => [one.row.id, one]))
  const shown = ids.flatMap((id) => found.get(id) ?? [])
  const sources = shown.flatMap(({ sourceJob }) => sourceJob ?? [])
  const originals = share.showsOriginal ? await originalsOf(db, share.userId, sources) : new Map()
  const asked = share.showsSettings ? await askedOf(db, sources) : new Map()
  return shown.map(({ row, sourceJob }, at) => ({
    key: itemKey(share.id, row.id),
    n: at + 1,
    row,
    original: originals.get(sourceJob) ?? null,
    asked: asked.get(sourceJob) ?? null,
  }))
}

/**
 * One of them by its key, or null; of the others their ids alone are read. `original` asks for the picture that it was
 * made from.
 */
export async function sharedFile(
  db: Db,
  share: ShareRow,
  key: string,
): Promise<(SharedFile & { original: () => Promise<FileRow | null> }) | null> {
  const ids = await shownIds(db, share)
  const at = ids.findIndex((id) => itemKey(share.id, id) === key)
  const [found] = at < 0 ? [] : await rowsOf(db, share, ids.slice(at, at + 1))
  if (!found) return null
  const { row, sourceJob } = found
  const original = async () =>
    share.showsOriginal && sourceJob !== null
      ? ((await originalsOf(db, share.userId, [sourceJob])).get(sourceJob) ?? null)
      : null
  return { key, n: at + 1, row, original }
}

const isThere = and(isNull(files.trashedAt), isNull(files.deletedAt))

/** How many results lie on what the link shows; more than `SHARE_ITEMS_MAX` of a board are not shown. */
export async function countShown(db: Db, share: ShareRow): Promise<number> {
  const [row] = await db.select({ count: count() }).from(listed(db, share).as('listed'))
  return row?.count ?? 0
}

async function shownIds(db: Db, share: ShareRow): Promise<string[]> {
  const rows = await listed(db, share).limit(SHARE_ITEMS_MAX)
  return rows.map(({ id }) => id)
}

/** The ids of what a link shows, in its order: its own results, or its board's. */
function listed(db: Db, share: ShareRow) {
  const ids = db.select({ id: files.id }).from(files).$dynamic()
  const own = and(eq(files.userId, share.userId), isThere)
  if (share.boardId === null) {
    return ids
      .innerJoin(shareItems, eq(shareItems.fileId, files.id))
      .where(and(eq(shareItems.shareId, share.id), own))
      .orderBy(asc(shareItems.position))
  }
  return ids
    .innerJoin(boardItems, eq(boardItems.fileId, files.id))
    .innerJoin(boards, eq(boards.id, boardItems.boardId))
    .where(and(eq(boardItems.boardId, share.boardId), eq(boards.userId, share.userId), own))
    .orderBy(sql`${boardItems.place} collate "C"`, asc(files.id))
}

const source = alias(files, 'source')

/** Of a finished picture the job is that of the result that it was made from. */
function rowsOf(db: Db, share: ShareRow, ids: string[]) {
  return db
    .select({ row: files, sourceJob: sql<string | null>`coalesce(${files.jobId}, ${source.jobId})` })
    .from(files)
    .leftJoin(source, eq(source.id, files.finishOf))
    .where(and(inArray(files.id, ids), eq(files.userId, share.userId), isThere))
}

/** The first picture that each job was given. */
async function originalsOf(db: Db, userId: string, jobIds: string[]): Promise<Map<string, FileRow>> {
  if (jobIds.length === 0) return new Map()
  const rows = await db
    .select({ jobId: jobInputs.jobId, file: files })
    .from(jobInputs)
    .innerJoin(files, eq(files.id, jobInputs.fileId))
    .where(
      and(
        inArray(jobInputs.jobId, jobIds),
        eq(files.userId, userId),
        eq(files.kind, 'image'),
        eq(files.hasPreview, true),
        isThere,
      ),
    )
    .orderBy(asc(jobInputs.position))
  return new Map(rows.toReversed().map(({ jobId, file }) => [jobId, file]))
}

async function askedOf(db: Db, jobIds: string[]): Promise<Map<string, SharedItem['asked']>> {
  if (jobIds.length === 0) return new Map()
  const rows = await db
    .select({ id: jobs.id, model: jobs.model, input: jobs.input })
    .from(jobs)
    .where(inArray(jobs.id, jobIds))
  return new Map(rows.map(({ id, ...asked }) => [id, asked]))
}
