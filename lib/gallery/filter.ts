import 'server-only'
import { and, eq, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { boardItems, boards, files, shownResult } from '@/db/schema'
import { modelsOfGroup } from '@/lib/catalog/offer'
import type { ModelGroup } from '@/lib/catalog/view'
import { Refusal } from '@/lib/refusal'
import { SEARCH_MAX } from './bounds'
import { searchCondition, termsOf } from './search'

const groups = [
  'background',
  'upscale',
  'edit',
  'generate',
  'film',
  'sound',
  'other',
] as const satisfies readonly ModelGroup[]
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const flag = z.enum(['1', 'true']).transform(() => true)

/** What a list of results may be narrowed to. */
export const filterQuery = z.object({
  model: z.string().min(1).max(100).optional(),
  /** What the model does, or `finish`: made here, without a model. */
  tool: z.enum([...groups, 'finish']).optional(),
  kind: z.enum(['image', 'video', 'audio', 'text']).optional(),
  favourite: flag.optional(),
  board: z
    .string()
    .regex(/^[0-9a-z]{26}$/)
    .optional(),
  trash: flag.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  q: z
    .string()
    .max(SEARCH_MAX)
    .regex(/^[^\0]*$/)
    .optional(),
  /** Of UTC, as the kept counts are. */
  month: monthSchema.optional(),
})
export type GalleryFilter = z.output<typeof filterQuery>

/** In which order results lie: newest first, last thrown away first, or as one has put them. */
export type Order = 'time' | 'trash' | 'board'
export const orderOf = (filter: GalleryFilter): Order =>
  filter.trash ? 'trash' : filter.board ? 'board' : 'time'

/** From a month's first instant to the next one's, in UTC. */
export function monthEdges(month: string): { from: Date; to: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return { from: new Date(Date.UTC(year, number - 1)), to: new Date(Date.UTC(year, number)) }
}

/** The filter as a condition on `files` (joined with `board_items` for a board). Another's board is not found. */
export async function conditionOf(db: Db, userId: string, filter: GalleryFilter): Promise<SQL | Refusal> {
  if (filter.board) {
    const [own] = await db
      .select({ id: boards.id })
      .from(boards)
      .where(and(eq(boards.id, filter.board), eq(boards.userId, userId)))
    if (!own) return new Refusal('not_found')
  }
  const terms = termsOf(filter.q ?? '')
  const month = filter.month === undefined ? null : monthEdges(filter.month)
  const condition = and(
    eq(files.userId, userId),
    filter.trash ? and(isNotNull(files.trashedAt), isNull(files.deletedAt)) : shownResult(files),
    filter.board ? eq(boardItems.boardId, filter.board) : undefined,
    filter.model ? eq(files.model, filter.model) : undefined,
    toolCondition(filter.tool),
    filter.kind ? eq(files.kind, filter.kind) : undefined,
    // Written out, or the index of favourites would not be known to fit.
    filter.favourite ? sql`${files.isFavourite}` : undefined,
    filter.from ? gte(files.createdAt, new Date(filter.from)) : undefined,
    filter.to ? lt(files.createdAt, new Date(filter.to)) : undefined,
    month ? and(gte(files.createdAt, month.from), lt(files.createdAt, month.to)) : undefined,
    terms.length > 0 ? await searchCondition(db, userId, terms) : undefined,
  )
  if (!condition) throw new Error('A filter without a person')
  return condition
}

function toolCondition(tool: GalleryFilter['tool']): SQL | undefined {
  if (!tool) return undefined
  return tool === 'finish' ? isNotNull(files.finishOf) : inArray(files.model, modelsOfGroup(tool))
}
