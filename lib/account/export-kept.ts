import 'server-only'
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/open'
import {
  accounts,
  boardItems,
  boards,
  favourites,
  finishPresets,
  groups,
  mailNotices,
  personLimits,
  presets,
  sessions,
  shareItems,
  shares,
  users,
} from '@/db/schema'
import { toCredits } from '@/lib/credits/amount'
import { balance } from '@/lib/credits/queries'
import { BATCH, line, paged } from './export-lines'

/** What is there once of a person, or a few times: at most some 200 sessions. */
export async function accountOf(db: Db, userId: string): Promise<object> {
  const [row] = await db
    .select({
      ...{ id: users.id, email: users.email, name: users.name, role: users.role, locale: users.locale },
      ...{ notices: users.notices, createdAt: users.createdAt, emailVerifiedAt: users.emailVerifiedAt },
      ...{ lastSeenAt: users.lastSeenAt, closingAt: users.closingAt },
    })
    .from(users)
    .where(eq(users.id, userId))
  // Their own limits, else their group's: what that is called is the admins' alone.
  const [most] = await db
    .select({
      jobsAtOnce: sql<number | null>`coalesce(${personLimits.jobsAtOnce}, ${groups.jobsAtOnce})`,
      models: sql<string[] | null>`coalesce(${personLimits.models}, ${groups.models})`,
      creditsADay: sql<number | null>`coalesce(${personLimits.creditsADay}, ${groups.creditsADay})::float8`,
    })
    .from(personLimits)
    .leftJoin(groups, eq(groups.id, personLimits.groupId))
    .where(eq(personLimits.userId, userId))
  return {
    ...row,
    credits: await balance(db, userId),
    limits: most
      ? { ...most, creditsADay: most.creditsADay === null ? null : toCredits(most.creditsADay) }
      : null,
    providers: await db
      .select({
        ...{ provider: accounts.provider, account: accounts.providerAccountId },
        createdAt: accounts.createdAt,
      })
      .from(accounts)
      .where(eq(accounts.userId, userId)),
    sessions: await db
      .select({
        ...{ browser: sessions.agent, address: sessions.address, createdAt: sessions.createdAt },
        ...{ confirmedAt: sessions.confirmedAt, expiresAt: sessions.expiresAt },
      })
      .from(sessions)
      .where(eq(sessions.userId, userId))
      .orderBy(asc(sessions.createdAt)),
  }
}

/** What a person keeps, each kind as a file of lines of JSON. */
export const kept: Record<string, (db: Db, userId: string) => AsyncGenerator<string>> = {
  'boards.ndjson': boardLines,
  'favourite-models.ndjson': favouriteLines,
  'finish-presets.ndjson': finishPresetLines,
  'mails.ndjson': mailLines,
  'presets.ndjson': presetLines,
  'shares.ndjson': shareLines,
}

/** A person's rows after the one with this key. */
const mine = (owner: PgColumn, userId: string, key: PgColumn, after: string | undefined) =>
  and(eq(owner, userId), gt(key, after ?? ''))

async function* lines<Row extends object>(page: (last: Row | null) => Promise<Row[]>) {
  for await (const rows of paged(page)) for (const row of rows) yield line(row)
}

/** A board with its results as they lie on it; it holds at most 10,000. */
async function* boardLines(db: Db, userId: string) {
  const pages = paged<typeof boards.$inferSelect>((last) =>
    db
      .select()
      .from(boards)
      .where(mine(boards.userId, userId, boards.id, last?.id))
      .orderBy(boards.id)
      .limit(BATCH),
  )
  for await (const page of pages)
    for (const { userId: _, ...board } of page) {
      const items = await db
        .select({ id: boardItems.fileId })
        .from(boardItems)
        .where(eq(boardItems.boardId, board.id))
        .orderBy(sql`${boardItems.place} collate "C"`, boardItems.fileId)
      yield line({ ...board, files: items.map(({ id }) => id) })
    }
}

/** A link and what it shows. Its token and its password's hash are nobody's to read. */
async function* shareLines(db: Db, userId: string) {
  const pages = paged<typeof shares.$inferSelect>((last) =>
    db
      .select()
      .from(shares)
      .where(mine(shares.userId, userId, shares.id, last?.id))
      .orderBy(shares.id)
      .limit(BATCH),
  )
  for await (const page of pages) {
    const ids = page.map(({ id }) => id)
    const items = await db
      .select({ shareId: shareItems.shareId, id: shareItems.fileId })
      .from(shareItems)
      .where(inArray(shareItems.shareId, ids))
      .orderBy(shareItems.position)
    for (const { userId: _, tokenHash: __, passwordHash, ...share } of page) {
      const shown = items.filter(({ shareId }) => shareId === share.id).map(({ id }) => id)
      yield line({ ...share, hasPassword: passwordHash !== null, files: shown })
    }
  }
}

function presetLines(db: Db, userId: string) {
  const { id, name, input, createdAt } = presets
  return lines<{ id: string }>((last) =>
    db
      .select({ id, model: presets.modelId, name, input, createdAt })
      .from(presets)
      .where(mine(presets.userId, userId, id, last?.id))
      .orderBy(id)
      .limit(BATCH),
  )
}

function finishPresetLines(db: Db, userId: string) {
  const { id, name, recipe, backgroundId, createdAt } = finishPresets
  return lines<{ id: string }>((last) =>
    db
      .select({ id, name, recipe, backgroundId, createdAt })
      .from(finishPresets)
      .where(mine(finishPresets.userId, userId, id, last?.id))
      .orderBy(id)
      .limit(BATCH),
  )
}

function favouriteLines(db: Db, userId: string) {
  return lines<{ model: string }>((last) =>
    db
      .select({ model: favourites.modelId, createdAt: favourites.createdAt })
      .from(favourites)
      .where(mine(favourites.userId, userId, favourites.modelId, last?.model))
      .orderBy(favourites.modelId)
      .limit(BATCH),
  )
}

/** Mails about long sets of jobs. */
function mailLines(db: Db, userId: string) {
  const { setId, jobId, done, failed, createdAt, sentAt } = mailNotices
  return lines<{ setId: string }>((last) =>
    db
      .select({ setId, jobId, done, failed, createdAt, sentAt })
      .from(mailNotices)
      .where(mine(mailNotices.userId, userId, setId, last?.setId))
      .orderBy(setId)
      .limit(BATCH),
  )
}
