import 'server-only'
import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { sessions } from '@/db/schema'
import { newId } from '@/lib/id'

/** A session ends this long after sign-in, however busy it was. */
export const SESSION_SECONDS = 30 * 86_400
/** The oldest ones go when somebody signs in more often than that. */
const MOST_SESSIONS = 200
const AGENT_LENGTH = 300

/** Signs a browser in; answers the session's id, or null when the account is disabled (or gone). */
export async function openSession(
  db: Db,
  browser: { userId: string; agent: string | null; address: string | null },
): Promise<string | null> {
  const { userId, agent, address } = browser
  // `for share` makes it wait for a disabling that is under way, whose trigger then finds no session too many.
  const made = await db.execute(sql`
    with allowed as (select id from users where id = ${userId} and disabled_at is null for share)
    insert into sessions (id, user_id, agent, address, expires_at)
    select ${newId()}, id, ${agent?.slice(0, AGENT_LENGTH) ?? null}, ${address},
      now() + make_interval(secs => ${SESSION_SECONDS})
    from allowed returning id`)
  await db.execute(sql`
    delete from sessions where user_id = ${userId} and (expires_at <= now() or id in (
      select id from sessions where user_id = ${userId} order by created_at desc, id offset ${MOST_SESSIONS}))`)
  return (made as unknown as { rows: { id: string }[] }).rows[0]?.id ?? null
}

/**
 * The session of a browser after a sign-in: a new one, which says that its person has just proved who they are, and the
 * one of `before` ends. Who only connected another way to sign in stays in the session `connectedIn` as it is, no surer
 * than before: the account of a provider that nobody knew proves nothing. Null: the account is disabled.
 */
export async function sessionAfter(
  db: Db,
  browser: { userId: string; agent: string | null; address: string | null },
  { before, connectedIn }: { before: string | null; connectedIn: string | null },
): Promise<string | null> {
  if (connectedIn) return connectedIn
  const sid = await openSession(db, browser)
  // Whoever was signed in here before is no longer.
  if (sid && before) await endSession(db, before)
  return sid
}

export async function endSession(db: Db, sessionId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, sessionId))
}

/** Ends one session of a person; false: there is none of theirs. */
export async function endOwnSession(db: Db, userId: string, sessionId: string): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id })
  return ended.length > 0
}

/** Ends all sessions of a person, but `keep`. */
export async function endSessions(db: Db, userId: string, keep?: string): Promise<void> {
  await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), keep === undefined ? undefined : ne(sessions.id, keep)))
}

/** A person's open sessions, newest first. */
export async function listSessions(db: Db, userId: string) {
  return db
    .select({ id: sessions.id, agent: sessions.agent, createdAt: sessions.createdAt })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.createdAt))
}
