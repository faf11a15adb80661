import 'server-only'
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
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

export type SharedItem = {
  /** What it is called in this link's addresses. */
  key: string
  /** Its number among those shown now, from 1. */
  n: number
  row: FileRow
  /** The picture that it was made from, where the link shows originals and there is one. */
  original: FileRow | null
  /** What was asked, where the link shows settings. */
  asked: { model: string; input: Record<string, unknown> } | null
}

/** What a link shows now, in its order. What was thrown away or deleted is not there. */
export async function sharedItems(db: Db, share: ShareRow): Promise<SharedItem[]> {
  const found = share.boardId === null ? await chosen(db, share) : await onBoard(db, share, share.boardId)
  const sources = found.flatMap(({ sourceJob }) => sourceJob ?? [])
  const originals = share.showsOriginal ? await originalsOf(db, share.userId, sources) : new Map()
  const asked = share.showsSettings ? await askedOf(db, sources) : new Map()
  return found.map(({ row, sourceJob }, at) => ({
    key: itemKey(share.id, row.id),
    n: at + 1,
    row,
    original: originals.get(sourceJob) ?? null,
    asked: asked.get(sourceJob) ?? null,
  }))
}

const source = alias(files, 'source')
/** Of a finished picture: the job of the result that it was made from. */
const shown = { row: files, sourceJob: sql<string | null>`coalesce(${files.jobId}, ${source.jobId})` }
const isThere = and(isNull(files.trashedAt), isNull(files.deletedAt))

const chosen = (db: Db, share: ShareRow) =>
  db
    .select(shown)
    .from(shareItems)
    .innerJoin(files, eq(files.id, shareItems.fileId))
    .leftJoin(source, eq(source.id, files.finishOf))
    .where(and(eq(shareItems.shareId, share.id), eq(files.userId, share.userId), isThere))
    .orderBy(asc(shareItems.position))
    .limit(SHARE_ITEMS_MAX)

const onBoard = (db: Db, share: ShareRow, boardId: string) =>
  db
    .select(shown)
    .from(boardItems)
    .innerJoin(boards, eq(boards.id, boardItems.boardId))
    .innerJoin(files, eq(files.id, boardItems.fileId))
    .leftJoin(source, eq(source.id, files.finishOf))
    .where(
      and(
        eq(boardItems.boardId, boardId),
        eq(boards.userId, share.userId),
        eq(files.userId, share.userId),
        isThere,
      ),
    )
    .orderBy(sql`${boardItems.place} collate "C"`, asc(files.id))
    .limit(SHARE_ITEMS_MAX)

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
