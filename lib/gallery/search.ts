import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { rowsOf } from '@/lib/rows'

/** A beginning may stand for so many of a person's words to be looked up; of more, the results' own words are read. */
const MOST_WORDS = 300
const MOST_TERMS = 8
const WORD_LETTERS = 40
/** The words of a person's files begin with so many letters of their id, so that the index knows whose they are. */
const OWNER_LETTERS = 8
/** After everything that begins like it. */
const LAST = '\u{10ffff}'

const GAPS = /[\p{Cc} -/:-`{-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+/u
const RUNS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+/g
const HAS_NO_SPACES = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

export type Term = { kind: 'begins'; word: string } | { kind: 'has'; words: string[] }

/**
 * What is looked for in the words that `search_words` of the database keeps: beginnings of words, and of Chinese every
 * pair of neighbours; a letter alone begins a pair, or is the last of its run.
 */
export function termsOf(text: string): Term[] {
  const pieces = text.normalize('NFC').toLowerCase().split(GAPS)
  const runs = pieces.flatMap((piece) => piece.match(RUNS) ?? [])
  const terms = [...new Set(runs)].map((run): Term => {
    if (!HAS_NO_SPACES.test(run)) return { kind: 'begins', word: run.slice(0, WORD_LETTERS) }
    const letters = run.slice(0, WORD_LETTERS)
    if (letters.length === 1) return { kind: 'begins', word: letters }
    return {
      kind: 'has',
      words: Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)),
    }
  })
  return terms.slice(0, MOST_TERMS)
}

const arrayOf = (words: readonly string[]) =>
  sql`array[${sql.join(
    words.map((word) => sql`${word}`),
    sql`, `,
  )}]::text[]`

/** The condition on a person's files that all terms are found; one that nothing meets when a term is in no word. */
export async function searchCondition(db: Db, userId: string, terms: readonly Term[]): Promise<SQL> {
  const own = (word: string) => userId.slice(0, OWNER_LETTERS) + word
  const conditions: SQL[] = []
  for (const term of terms) {
    if (term.kind === 'has') {
      conditions.push(sql`${files.words} @> ${arrayOf(term.words.map(own))}`)
      continue
    }
    const words = await wordsThatBegin(db, userId, term.word)
    if (words.length === 0) return sql`false`
    conditions.push(
      words.length > MOST_WORDS
        ? hasBeginning(own(term.word))
        : sql`${files.words} && ${arrayOf(words.map(own))}`,
    )
  }
  return sql.join(conditions, sql` and `)
}

/** So many words begin so that nearly every result has one: a list that is walked finds its next ones at once. */
const hasBeginning = (begin: string) => sql`exists (
  select from unnest(${files.words}) as word
  where word collate "C" >= ${begin} and word collate "C" < ${begin + LAST})`

/** One more than are looked up tells that there are too many. */
async function wordsThatBegin(db: Db, userId: string, begin: string): Promise<string[]> {
  const found = await rowsOf<{ word: string }>(
    db,
    sql`
    select word from gallery_words
    where user_id = ${userId} and word collate "C" >= ${begin} and word collate "C" < ${begin + LAST}
    order by word collate "C" limit ${MOST_WORDS + 1}`,
  )
  return found.map(({ word }) => word)
}
