import 'server-only'
import { type Column, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'

// Where a page of a list that runs by time and id ended, as its cursor says it.

export type Place = { at: Date; id: string }

export const writePlace = (at: Date, id: string): string => `${at.getTime()}.${id}`

/** Null: not one of our cursors. */
export function readPlace(cursor: string): Place | null {
  const parsed = z
    .tuple([z.string().regex(/^\d{1,15}$/), z.string().regex(/^[0-9a-z]{1,64}$/)])
    .safeParse(cursor.split('.'))
  return parsed.success ? { at: new Date(Number(parsed.data[0])), id: parsed.data[1] } : null
}

/** Rows that come after it, where the newest come first; one condition, so that an index on both leads there. */
export const before = (at: Column, id: Column, place: Place): SQL =>
  sql`(${at}, ${id}) < (${place.at.toISOString()}::timestamptz, ${place.id})`
