import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { boardItems, files } from '@/db/schema'
import { invalid, type Refusal } from '@/lib/refusal'
import type { Order } from './filter'

const schemas = {
  time: z.tuple([z.string().regex(/^\d{1,15}$/), z.string().regex(/^[0-9a-z]{26}$/)]),
  board: z.tuple([z.string().regex(/^[0-9A-Za-z]{1,200}$/), z.string().regex(/^[0-9a-z]{26}$/)]),
}

type Place = { key: string; id: string }

/** Where a list was left: `1763719200000.ID`, on a board `PLACE.ID`. */
export const writeCursor = ({ key, id }: Place) => `${key}.${id}`

export function readCursor(text: string, order: Order, field: string): Place | Refusal {
  const parsed = schemas[order === 'board' ? 'board' : 'time'].safeParse(text.split('.'))
  if (!parsed.success) return invalid({ [field]: { key: 'wrong_form' } })
  return { key: parsed.data[0], id: parsed.data[1] }
}

/** What a list is in the order of, besides the id, as a column. */
export const keyColumn = (order: Order): SQL =>
  order === 'board'
    ? sql`${boardItems.place} collate "C"`
    : order === 'trash'
      ? sql`${files.trashedAt}`
      : sql`${files.createdAt}`

/** The same as text that a cursor holds: milliseconds, or the place. */
export const keyText = (order: Order, column = keyColumn(order)): SQL<string> =>
  order === 'board'
    ? sql<string>`${column}`
    : sql<string>`(extract(epoch from ${column}) * 1000)::bigint::text`

export const inOrder = (order: Order): SQL =>
  order === 'board'
    ? sql`${keyColumn(order)}, ${boardItems.fileId}`
    : sql`${keyColumn(order)} desc, ${files.id} desc`

const value = (order: Order, { key }: Place) =>
  order === 'board' ? sql`${key}` : sql`${new Date(Number(key)).toISOString()}::timestamptz`

/** What comes after a place in the list's order. */
export const after = (order: Order, place: Place): SQL =>
  order === 'board'
    ? sql`(${keyColumn(order)}, ${boardItems.fileId}) > (${value(order, place)}, ${place.id})`
    : sql`(${keyColumn(order)}, ${files.id}) < (${value(order, place)}, ${place.id})`

/** What comes up to a place, that one too. */
export const upTo = (order: Order, place: Place): SQL =>
  order === 'board'
    ? sql`(${keyColumn(order)}, ${boardItems.fileId}) <= (${value(order, place)}, ${place.id})`
    : sql`(${keyColumn(order)}, ${files.id}) >= (${value(order, place)}, ${place.id})`
