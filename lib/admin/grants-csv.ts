import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { adminRequests } from '@/db/schema'
import type { SessionUser } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { moveCredits } from '@/lib/credits/move'
import type { Locale } from '@/lib/locale'
import { invalid, type Refusal } from '@/lib/refusal'
import { rowsOf } from '@/lib/rows'
import { wordsFor } from '@/lib/words'
import { closedAmong, ledgerKey, missing, noteMoves } from './credits'
import { type GrantLine, type LineProblem, problemWords, readGrantLines, shown } from './grants-lines'
import type { Granted, GrantsChecked, GrantsFile } from './grants-schema'
import { once } from './once'

/** Lines that are shown as they were understood. */
const SAMPLE = 5
/** Bad lines that are told; nobody reads more. */
const MOST_TOLD = 50

/** `available` in thousandths. */
type Found = { id: string; name: string; email: string; available: number }
type Grant = GrantLine & { to: Found }
type Reading = { grants: Grant[]; problems: LineProblem[]; sums: { credits: number; taken: number } }

/** What a file would do, and what is wrong with it, line by line. Moves nothing. */
export async function checkGrants(db: Db, text: string, locale: Locale): Promise<GrantsChecked> {
  const { grants, problems, sums } = await read(db, text)
  const say = wordsFor(locale)
  return {
    people: grants.length,
    ...sums,
    withoutReason: grants.filter(({ reason }) => reason === '').length,
    sample: grants.slice(0, SAMPLE).map(({ line, to, amount, reason }) => ({
      ...{ line, name: to.name, email: to.email },
      ...{ credits: toCredits(amount), reason },
    })),
    grantedAt: await grantedAt(db, text),
    bad: problems.length,
    problems: problems
      .slice(0, MOST_TOLD)
      .map(({ line, what, values }) => ({ line, message: say(problemWords[what], values) })),
  }
}

/** Grants and takes what a file says: all of it or, when one line is bad, nothing. Once per key for each person. */
export function grantFromFile(
  db: Db,
  admin: Pick<SessionUser, 'id'>,
  { text, reason }: GrantsFile,
  key: string,
): Promise<Granted | Refusal> {
  const asked = { actor: admin.id, key, request: ['grants from a file', text, reason] }
  return once<Granted>(db, asked, async (tx) => {
    const { grants, problems, sums } = await read(tx, text)
    if (problems.length > 0) return badLines(problems)
    if (grants.length === 0) return invalid({ text: { key: 'required' } })
    if (reason === '' && grants.some((one) => one.reason === ''))
      return invalid({ reason: { key: 'required' } })
    const given = new Map(
      grants.map((one) => [one.to.id, { amount: one.amount, reason: one.reason || reason }]),
    )
    const moves = [...given].map(([id, what]) => ({ id, key: ledgerKey(admin, key, id), ...what }))
    const moved = await moveCredits(tx, admin.id, moves)
    // Spent since the lines were read.
    const short = new Set(missing([...given.keys()], moved))
    if (short.size > 0)
      return (
        (await closedAmong(tx, [...given.keys()])) ?? badLines(grants.filter(({ to }) => short.has(to.id)))
      )
    const done = moved.map((one) => {
      const what = given.get(one.id)
      if (!what) throw new Error('a grant reached somebody whom the file does not name')
      return { ...one, amount: toCredits(what.amount), reason: what.reason }
    })
    await noteMoves(tx, admin, done)
    const answer = { people: done.length, ...sums, file: digest(text) }
    return (await closedAmong(tx, [...given.keys()])) ?? answer
  })
}

/** @param lines at least one, in their order */
const badLines = (lines: readonly { line: number }[]) =>
  invalid({ text: { key: 'grant_lines', values: { count: lines.length, line: lines[0]?.line ?? 0 } } })

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Somebody may open a file again that they, or a colleague, have granted already. */
async function grantedAt(db: Db, text: string): Promise<string | null> {
  const [last] = await db
    .select({ at: adminRequests.at })
    .from(adminRequests)
    .where(
      and(sql`${adminRequests.answer} ? 'file'`, sql`${adminRequests.answer} ->> 'file' = ${digest(text)}`),
    )
    .orderBy(desc(adminRequests.at))
    .limit(1)
  return last?.at.toISOString() ?? null
}

/** The one reading of a file that both share: who its lines mean, and what is wrong with them, in their order. */
async function read(db: Db, text: string): Promise<Reading> {
  const { lines, problems } = readGrantLines(text)
  const people = await peopleOf(db, lines)
  const grants: Grant[] = []
  const lineOf = new Map<string, number>()
  for (const one of lines) {
    const to = people.get(one.line)
    const earlier = to && lineOf.get(to.id)
    if (!to) problems.push({ line: one.line, what: 'unknown', values: { person: shown(one.person) } })
    else if (earlier !== undefined) problems.push({ line: one.line, what: 'twice', values: { earlier } })
    else {
      lineOf.set(to.id, one.line)
      if (to.available + one.amount >= 0) grants.push({ ...one, to })
      else
        problems.push({ line: one.line, what: 'uncovered', values: { available: toCredits(to.available) } })
    }
  }
  return {
    grants,
    problems: problems.sort((a, b) => a.line - b.line),
    sums: { credits: sumOf(grants, 1), taken: sumOf(grants, -1) },
  }
}

/** Credits of the lines with this sign. */
const sumOf = (grants: readonly Grant[], sign: 1 | -1) =>
  toCredits(grants.reduce((sum, { amount }) => sum + Math.max(0, sign * amount), 0))

/** Who is meant by each line, by its number. Accounts that were deleted are nobody's. */
async function peopleOf(db: Db, lines: readonly GrantLine[]): Promise<Map<number, Found>> {
  const asked = JSON.stringify(lines.map(({ line, person, email }) => ({ line, person, email })))
  const rows = await rowsOf<Found & { line: number }>(
    db,
    sql`with asked as materialized (
      select * from jsonb_to_recordset(${asked}::jsonb) as given (line int, person text, email text))
    select line, id, u.name, u.email, available::float8 as available
      from asked join users u on u.id = asked.person join balances b on b.user_id = u.id
      where asked.email is null and u.closed_at is null
    union all
    select line, id, u.name, u.email, available::float8 as available
      from asked join users u on lower(u.email) = asked.email join balances b on b.user_id = u.id
      where u.closed_at is null`,
  )
  return new Map(rows.map(({ line, ...found }) => [line, found]))
}
