import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { links } from '@/db/schema'
import { newId } from '@/lib/id'
import { before, type Key } from '@/lib/keyset'
import { sign } from '@/lib/secret'

export type LinkKind = 'setup' | 'invite' | 'reset'
export type LinkRow = typeof links.$inferSelect

const LIFE_SECONDS: Record<LinkKind, number> = { setup: 86_400, invite: 7 * 86_400, reset: 3_600 }

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

// A token is a MAC of the link's id: 256 bits that nobody without AUTH_SECRET can make from what the database
// holds, and that admins can be shown again.
const tokenOf = (kind: LinkKind, id: string) => sign(`link ${kind}`, id)

/** The page that a link opens, or null when its token was made under another secret. */
export function linkPath(row: Pick<LinkRow, 'kind' | 'id' | 'tokenHash'>): string | null {
  const token = tokenOf(row.kind, row.id)
  return hashOf(token) === row.tokenHash ? `/${row.kind}/${token}` : null
}

export type NewLink = Partial<Pick<LinkRow, 'email' | 'role' | 'credits' | 'userId' | 'createdBy'>>

/** Makes a link; `path` holds its token. */
export async function makeLink(
  tx: Db,
  kind: LinkKind,
  details: NewLink = {},
): Promise<{ row: LinkRow; path: string }> {
  const id = newId()
  const token = tokenOf(kind, id)
  const [row] = await tx
    .insert(links)
    .values({
      id,
      kind,
      tokenHash: hashOf(token),
      ...details,
      expiresAt: sql`now() + make_interval(secs => ${LIFE_SECONDS[kind]})`,
    })
    .returning()
  if (!row) throw new Error('a link was not inserted')
  return { row, path: `/${kind}/${token}` }
}

const open = (): SQL | undefined =>
  and(isNull(links.usedAt), isNull(links.revokedAt), gt(links.expiresAt, sql`now()`))

/** A link is worth as much as whoever made it: what an admin handed on ends with their being one. */
const madeByAdmin = () => sql<boolean>`(${links.createdBy} is null or exists (
  select from users maker where maker.id = ${links.createdBy}
    and maker.role = 'admin' and maker.disabled_at is null and maker.closing_at is null))`

const usable = (kind: LinkKind, token: string): SQL | undefined =>
  and(eq(links.kind, kind), eq(links.tokenHash, hashOf(token)), open(), madeByAdmin())

/** A usable link by its token, for showing its page. Using it decides again. */
export async function findLink(db: Db, kind: LinkKind, token: string): Promise<LinkRow | null> {
  const [row] = await db.select().from(links).where(usable(kind, token))
  return row ?? null
}

/** Uses a link up. Of two at once one gets the row, the other null. */
export async function takeLink(tx: Db, kind: LinkKind, token: string): Promise<LinkRow | null> {
  const [row] = await tx.update(links).set({ usedAt: sql`now()` }).where(usable(kind, token)).returning()
  return row ?? null
}

/** Notes whose account came of a link. */
export async function noteUser(tx: Db, link: LinkRow, userId: string): Promise<void> {
  await tx.update(links).set({ usedBy: userId }).where(eq(links.id, link.id))
}

/** Ends open links of a kind; answers them. */
export async function revokeLinks(tx: Db, kind: LinkKind, which?: SQL): Promise<LinkRow[]> {
  return tx
    .update(links)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(links.kind, kind), open(), which))
    .returning()
}

/** A page of the open links of a kind, newest first, and whether each works: it does not while its maker is no active admin. */
export async function openLinks(
  db: Db,
  kind: LinkKind,
  { after, limit }: { after: Key | undefined; limit: number },
): Promise<{ row: LinkRow; works: boolean }[]> {
  return (
    db
      .select({ row: links, works: madeByAdmin() })
      .from(links)
      .where(and(eq(links.kind, kind), open(), after && before(links.expiresAt, links.id, after)))
      // All of a kind live equally long, and the index knows which have not ended.
      .orderBy(desc(links.expiresAt), desc(links.id))
      .limit(limit)
  )
}
