import 'server-only'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boards, shares } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { before, type Key, type PageAsked, pageOf, readKey, writeKey } from '@/lib/keyset'
import { Refusal } from '@/lib/refusal'
import { SHARE_ITEMS_MAX } from './bounds'
import type { SharesView, ShareView } from './schema'
import { pathAgain } from './token'

/** What a link shows now, its own results or its board's: how many, out of how many, and the first with a picture. */
const shownNow = sql`(
  select count(*)::text as count, max(total)::text as total,
    (array_agg(id order by n) filter (where has_preview))[1] as cover_id
  from (
    select f.id, f.has_preview, count(*) over () as total,
      row_number() over (order by listed.position, listed.place collate "C", f.id) as n
    from (
      select i.file_id, i.position, null::text as place from share_items i
        where shares.board_id is null and i.share_id = shares.id
      union all
      select b.file_id, 0, b.place from board_items b where b.board_id = shares.board_id) listed
    join files f on f.id = listed.file_id and f.user_id = shares.user_id
    where f.trashed_at is null and f.deleted_at is null
    order by n limit ${SHARE_ITEMS_MAX}) listed) shown`

const columns = {
  share: shares,
  boardName: boards.name,
  isOver: sql<boolean>`coalesce(${shares.expiresAt} <= now(), false)`,
  // As text: a count of this size comes as text on one database and as a number on the other.
  count: sql<string>`shown.count`,
  total: sql<string | null>`shown.total`,
  coverId: sql<string | null>`shown.cover_id`,
}

type Found = {
  share: typeof shares.$inferSelect
  boardName: string | null
  isOver: boolean
  count: string
  total: string | null
  coverId: string | null
}

/** A page of a person's links that they have not revoked, newest first. */
export async function listShares(db: Db, userId: UserId, page: PageAsked): Promise<SharesView | Refusal> {
  const after = readKey(page.cursor)
  if (after instanceof Refusal) return after
  return sharesAfter(db, userId, after, page.limit)
}

/** The first page of them. */
export const firstShares = (db: Db, userId: UserId, limit: number): Promise<SharesView> =>
  sharesAfter(db, userId, undefined, limit)

async function sharesAfter(
  db: Db,
  userId: UserId,
  after: Key | undefined,
  limit: number,
): Promise<SharesView> {
  const rows = await find(
    db,
    and(eq(shares.userId, userId), after && before(shares.createdAt, shares.id, after)),
    limit + 1,
  )
  const { shown, next } = pageOf(rows, limit, ({ share }) => writeKey(share.createdAt, share.id))
  return { shares: shown.map(shareView), next }
}

/** One of a person's links, or null. */
export async function oneShare(db: Db, userId: UserId, id: string): Promise<ShareView | null> {
  const [row] = await find(db, and(eq(shares.userId, userId), eq(shares.id, id)), 1)
  return row ? shareView(row) : null
}

/** Ends a link at once. Refusal: it is not this person's, or it was ended already. */
export async function revokeShare(db: Db, userId: UserId, id: string): Promise<Refusal | undefined> {
  const ended = await db
    .update(shares)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(shares.id, id), eq(shares.userId, userId), isNull(shares.revokedAt)))
    .returning({ id: shares.id })
  return ended.length > 0 ? undefined : new Refusal('not_found')
}

function find(db: Db, which: SQL | undefined, limit: number): Promise<Found[]> {
  return db
    .select(columns)
    .from(shares)
    .leftJoin(boards, eq(boards.id, shares.boardId))
    .leftJoinLateral(shownNow, sql`true`)
    .where(and(which, isNull(shares.revokedAt)))
    .orderBy(desc(shares.createdAt), desc(shares.id))
    .limit(limit)
}

function shareView({ share, boardName, isOver, count, total, coverId }: Found): ShareView {
  const isUsed = share.maxViews !== null && share.views >= share.maxViews
  return {
    id: share.id,
    title: share.title,
    path: pathAgain(share),
    state: isOver ? 'expired' : isUsed ? 'used' : 'open',
    count: Number(count),
    total: Number(total ?? 0),
    boardName,
    coverUrl: coverId ? `/api/files/${coverId}/thumb` : null,
    hasPassword: share.passwordHash !== null,
    expiresAt: share.expiresAt?.toISOString() ?? null,
    maxViews: share.maxViews,
    views: share.views,
    lastViewAt: share.lastViewAt?.toISOString() ?? null,
    allowsDownload: share.allowsDownload,
    showsOriginal: share.showsOriginal,
    showsSettings: share.showsSettings,
    createdAt: share.createdAt.toISOString(),
  }
}
