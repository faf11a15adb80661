import 'server-only'
import { and, eq, isNull, not, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { sharePresses, shares } from '@/db/schema'
import { isOpen } from './open'

/** A press of the door's button that comes again within this time is the same one: a double click, a lost answer. */
const SAME_PRESS_SECONDS = 60

const isRecent = sql`${sharePresses.at} > now() - ${SAME_PRESS_SECONDS} * interval '1 second'`

/** Uses a view up, for as long as there are any: of two at once on the last one a single caller gets it. */
export async function takeView(db: Db, shareId: string): Promise<boolean> {
  const taken = await db
    .update(shares)
    .set({ views: sql`${shares.views} + 1`, lastViewAt: sql`now()` })
    .where(
      and(
        eq(shares.id, shareId),
        isOpen,
        or(isNull(shares.maxViews), sql`${shares.views} < ${shares.maxViews}`),
      ),
    )
    .returning({ id: shares.id })
  return taken.length === 1
}

/**
 * Uses a view up for a press of the door's button, once however often the same press is sent. The link's row is locked
 * first, so that the second of two at once sees what the first one did.
 * @param press the id that the form was given; empty: each one is a view of its own.
 */
export async function takeViewOnce(db: Db, shareId: string, press: string): Promise<boolean> {
  if (press === '') return takeView(db, shareId)
  return db.transaction(async (tx) => {
    await tx.select({ id: shares.id }).from(shares).where(eq(shares.id, shareId)).for('update')
    if (await isPressed(tx, shareId, press)) return true
    if (!(await takeView(tx, shareId))) return false
    await tx.delete(sharePresses).where(and(eq(sharePresses.shareId, shareId), not(isRecent)))
    await tx.insert(sharePresses).values({ shareId, press })
    return true
  })
}

/** Whether this press has used a view up a moment ago. */
export async function isPressed(db: Db, shareId: string, press: string): Promise<boolean> {
  const found = await db
    .select({ at: sharePresses.at })
    .from(sharePresses)
    .where(and(eq(sharePresses.shareId, shareId), eq(sharePresses.press, press), isRecent))
  return found.length > 0
}
