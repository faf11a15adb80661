import 'server-only'
import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { boards, files, shareItems, shares } from '@/db/schema'
import { hashPassword } from '@/lib/auth/passwords'
import { withoutTricks } from '@/lib/files/name'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { transact } from '@/lib/transact'
import { oneShare } from './mine'
import type { NewShare, ShareView } from './schema'
import { newToken, sharePath } from './token'

/**
 * Makes a link to a person's own results or board.
 * @returns the link, and the path that nobody is told again in this form; `not_found` where something of it is
 *   another's, thrown away or no result.
 */
export async function createShare(
  db: Db,
  userId: UserId,
  asked: NewShare,
): Promise<{ share: ShareView; path: string } | Refusal> {
  const items = [...new Set(asked.items ?? [])]
  const passwordHash = asked.password ? await hashPassword(asked.password) : null
  const id = newId()
  const { token, hash } = newToken(id)
  const refused = await transact<null>(db, async (tx) => {
    if (asked.boardId !== undefined && !(await ownsBoard(tx, userId, asked.boardId)))
      return missing('boardId')
    if (!(await ownsResults(tx, userId, items))) return missing('items')
    await tx.insert(shares).values({
      id,
      userId,
      tokenHash: hash,
      title: withoutTricks(asked.title ?? '') || null,
      boardId: asked.boardId ?? null,
      expiresAt:
        asked.expiresInDays === null ? null : sql`now() + make_interval(days => ${asked.expiresInDays})`,
      passwordHash,
      maxViews: asked.maxViews ?? null,
      allowsDownload: asked.allowsDownload,
      showsOriginal: asked.showsOriginal,
      showsSettings: asked.showsSettings,
    })
    if (items.length > 0) {
      await tx.insert(shareItems).values(items.map((fileId, position) => ({ shareId: id, fileId, position })))
    }
    return null
  })
  if (refused) return refused
  const share = await oneShare(db, userId, id)
  if (!share) throw new Error('A link was inserted and is not there')
  return { share, path: sharePath(token) }
}

const missing = (field: string) => new Refusal('not_found', { fields: { [field]: { key: 'share_missing' } } })

async function ownsBoard(tx: Db, userId: string, boardId: string): Promise<boolean> {
  const found = await tx
    .select({ id: boards.id })
    .from(boards)
    .where(and(eq(boards.id, boardId), eq(boards.userId, userId)))
  return found.length === 1
}

async function ownsResults(tx: Db, userId: string, ids: string[]): Promise<boolean> {
  if (ids.length === 0) return true
  const found = await tx
    .select({ id: files.id })
    .from(files)
    .where(
      and(
        inArray(files.id, ids),
        eq(files.userId, userId),
        or(isNotNull(files.jobId), isNotNull(files.finishOf)),
        isNull(files.trashedAt),
        isNull(files.deletedAt),
      ),
    )
  return found.length === ids.length
}
