import 'server-only'
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { balances, personWords, users } from '@/db/schema'
import type { PersonView } from '@/lib/auth/schema'
import { toCredits } from '@/lib/credits/amount'
import { isStorable } from '@/lib/instant'
import { pageOf } from '@/lib/keyset'
import { invalid, Refusal } from '@/lib/refusal'

export const PEOPLE_PAGE = 50
const MOST_PEOPLE = 100
const MOST_TERMS = 5
const TERM_MAX = 254
/** After everything that begins like it. */
const LAST = '\u{10ffff}'

/** `?q&cursor&limit` of the list of people. */
export const peopleQuery = z.strictObject({
  q: z
    .string()
    .max(300)
    .regex(/^[^\0]*$/)
    .default(''),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_PEOPLE).default(PEOPLE_PAGE),
})

export type PeopleQuery = z.output<typeof peopleQuery>
export type PeoplePage = { people: PersonView[]; next: string | null }

/**
 * A page of people: all of them newest first, or those of whom every term of `q` begins a word of the name or address
 * or the id, in the order of the words found. Walks along one index, however many people there are.
 */
export async function findPeople(db: Db, query: PeopleQuery): Promise<PeoplePage | Refusal> {
  const terms = [...new Set(query.q.normalize('NFC').toLowerCase().split(/\s+/u).filter(Boolean))]
  if (terms.length > MOST_TERMS || terms.some((term) => term.length > TERM_MAX))
    return invalid({ q: { key: 'too_long', values: { max: TERM_MAX } } })
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  if (after instanceof Refusal) return after
  if (after && terms.length === 0 && !isStorable(placed(after))) return cursorRefused()
  const rows =
    terms.length > 0 ? await matching(db, terms, after, query.limit) : await newest(db, after, query.limit)
  const { shown, next } = pageOf(rows, query.limit, ({ place, id }) => writeCursor(place, id))
  return { people: shown.map(personView), next }
}

const fields = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  disabledAt: users.disabledAt,
  closedAt: users.closedAt,
  createdAt: users.createdAt,
  available: balances.available,
  held: balances.held,
  lastSeenAt: users.lastSeenAt,
  group: sql<string | null>`(
    select g.name from person_limits p join groups g on g.id = p.group_id where p.user_id = ${users.id})`,
  isLimited: sql<boolean>`exists (
    select from person_limits p where p.user_id = ${users.id}
      and num_nonnulls(p.credits_a_day, p.jobs_at_once, p.models) > 0)`,
}

type Row = {
  id: string
  email: string
  name: string
  role: 'user' | 'admin'
  disabledAt: Date | null
  closedAt: Date | null
  createdAt: Date
  available: number
  held: number
  lastSeenAt: Date | null
  group: string | null
  isLimited: boolean
  /** What the list is in the order of, besides the id. */
  place: string
}

async function newest(db: Db, after: Cursor | null, limit: number): Promise<Row[]> {
  const at = after && placed(after)
  const rows = await db
    .select(fields)
    .from(users)
    .innerJoin(balances, eq(balances.userId, users.id))
    .where(
      at
        ? sql`(${users.createdAt}, ${users.id}) < (${at.toISOString()}::timestamptz, ${after.id})`
        : undefined,
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit + 1)
  return rows.map((row) => ({ ...row, place: String(row.createdAt.getTime()) }))
}

/** The longest term leads along the index of words; each person stands at the first of their words that it begins. */
function matching(db: Db, terms: string[], after: Cursor | null, limit: number): Promise<Row[]> {
  const [lead = '', ...others] = terms.sort((a, b) => b.length - a.length)
  const word = sql`${personWords.word} collate "C"`
  const begins = (text: SQL, term: string) => sql`${text} >= ${term} and ${text} < ${term + LAST}`
  const theirs = (found: SQL) =>
    sql`(select from person_words other where other.user_id = ${personWords.userId} and ${found})`
  const other = sql`other.word collate "C"`
  return db
    .select({ ...fields, place: personWords.word })
    .from(personWords)
    .innerJoin(users, eq(users.id, personWords.userId))
    .innerJoin(balances, eq(balances.userId, users.id))
    .where(
      and(
        begins(word, lead),
        sql`not exists ${theirs(sql`${other} >= ${lead} and ${other} < ${word}`)}`,
        ...others.map((term) => sql`exists ${theirs(begins(other, term))}`),
        after ? sql`(${word}, ${personWords.userId}) > (${after.place}, ${after.id})` : undefined,
      ),
    )
    .orderBy(sql`${word}`, asc(personWords.userId))
    .limit(limit + 1)
}

type Cursor = { place: string; id: string }

/** When the person was made that a page of all people ended with. */
const placed = ({ place }: Cursor) => new Date(Number(place))

const cursorRefused = () => invalid({ cursor: { key: 'wrong_form' } })

const cursorSchema = z.tuple([
  z
    .string()
    .regex(/^[^\0]*$/)
    .max(400),
  z
    .string()
    .regex(/^[^\0]*$/)
    .max(64),
])

const writeCursor = (place: string, id: string) =>
  Buffer.from(JSON.stringify([place, id])).toString('base64url')

function readCursor(text: string): Cursor | Refusal {
  try {
    const read = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return read.success ? { place: read.data[0], id: read.data[1] } : cursorRefused()
  } catch (error) {
    if (error instanceof SyntaxError) return cursorRefused()
    throw error
  }
}

const personView = (row: Row): PersonView => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  state: row.closedAt ? 'closed' : row.disabledAt ? 'disabled' : 'active',
  available: toCredits(row.available),
  held: toCredits(row.held),
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  group: row.group,
  isLimited: row.isLimited,
})
