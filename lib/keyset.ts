import 'server-only'
import { type Column, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { isStorable } from './instant'
import { invalid, type Refusal } from './refusal'

// Paging by key: a page begins after the row that the one before ended with, so that no row is read on the way to it.

/** `cursor`: the row that the page before ended with; without one it is the first page. */
export type PageAsked = { cursor?: string | undefined; limit: number }

/**
 * A page out of the rows of a list.
 * @param rows of the statement, which asks for one more than `limit`
 * @param cursorOf what leads to the rows after this one
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { shown: Row[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { shown, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** The key of a list that runs by time and id. */
export type Key = { at: Date; id: string }

export const writeKey = (at: Date, id: string | number): string => `${at.getTime()}.${id}`

/** Undefined: the list from its beginning. Refused: not one of our cursors. */
export function readKey(cursor: string | undefined): Key | undefined | Refusal {
  if (cursor === undefined) return undefined
  const parsed = z
    .tuple([z.string().regex(/^\d{1,15}$/), z.string().regex(/^[0-9a-z]{1,64}$/)])
    .safeParse(cursor.split('.'))
  const at = parsed.success && new Date(Number(parsed.data[0]))
  if (!parsed.success || !at || !isStorable(at)) return invalid({ cursor: { key: 'wrong_form' } })
  return { at, id: parsed.data[1] }
}

/** Rows that come after it, where the newest come first; one condition, so that an index on both leads there. */
export const before = (at: Column, id: Column, key: Key): SQL =>
  sql`(${at}, ${id}) < (${key.at.toISOString()}::timestamptz, ${key.id})`
