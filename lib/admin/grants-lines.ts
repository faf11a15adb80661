import 'server-only'
import { normalizeEmail } from '@/lib/auth/schema'
import { toThousandths } from '@/lib/credits/amount'
import { MOST_LINES, MOST_MOVED, REASON_MAX } from '@/lib/credits/bounds'
import { type CsvLine, readCsv } from '@/lib/credits/read-csv'

/** What is wrong with a line of a file of grants, with what fills the gaps of its words. */
export type LineProblem = {
  line: number
  what: keyof typeof problemWords
  values?: Record<string, string | number>
}

export const problemWords = {
  amount: 'grants.problems.amount',
  amount_over: 'grants.problems.amount_over',
  amount_unclear: 'grants.problems.amount_unclear',
  cells: 'grants.problems.cells',
  header: 'grants.problems.header',
  lines: 'grants.problems.lines',
  no_amount: 'grants.problems.no_amount',
  no_person: 'grants.problems.no_person',
  quotes: 'grants.problems.quotes',
  reason: 'grants.problems.reason',
  twice: 'grants.problems.twice',
  uncovered: 'grants.problems.uncovered',
  unknown: 'grants.problems.unknown',
} as const

/** A line as it stands there: who that is, nobody has looked up yet. */
export type GrantLine = {
  line: number
  /** As it was written. */
  person: string
  /** In the form that addresses are kept in; null: it is an id. */
  email: string | null
  /** Thousandths of a credit; negative: taken. */
  amount: number
  /** Empty: none of its own. */
  reason: string
}

/** What a first line may call its columns. Others are passed over. */
const columnNames = {
  person: [
    'person',
    'email',
    'e-mail',
    'mail',
    'id',
    'человек',
    'почта',
    'эл. почта',
    '用户',
    '邮箱',
    '电子邮件',
  ],
  credits: ['credits', 'amount', 'кредиты', 'сумма', '积分', '数量'],
  reason: ['reason', 'причина', '原因'],
} as const

type Columns = { person: number; credits: number; reason: number }

/** How much of a cell is said again in a problem. */
const SHOWN = 60

/** Reads what a file asks for: lines that are right by themselves, and what is wrong with the others. */
export function readGrantLines(text: string): { lines: GrantLine[]; problems: LineProblem[] } {
  const [first, ...others] = readCsv(text)
  if (!first) return { lines: [], problems: [] }
  const named = columnsOf(first)
  if (named === 'unclear') return { lines: [], problems: [{ line: first.line, what: 'header' }] }
  const rows = named ? others : [first, ...others]
  const [columns, width] = named ? [named, first.cells.length] : [{ person: 0, credits: 1, reason: 2 }, 3]
  const over = rows[MOST_LINES]
  if (over) {
    const values = { max: MOST_LINES, count: rows.length }
    return { lines: [], problems: [{ line: over.line, what: 'lines', values }] }
  }
  const read = rows.map((row) => readLine(row, columns, width))
  return {
    lines: read.filter((one): one is GrantLine => !('what' in one)),
    problems: read.filter((one): one is LineProblem => 'what' in one),
  }
}

/** Where a first line of names says that things are; null: it is no such line. */
function columnsOf({ cells }: CsvLine): Columns | 'unclear' | null {
  const names = cells.map((cell) => cell.normalize('NFKC').trim().toLowerCase())
  const find = (column: keyof Columns) =>
    names.flatMap((name, at) => ((columnNames[column] as readonly string[]).includes(name) ? [at] : []))
  const [person, credits, reason] = [find('person'), find('credits'), find('reason')]
  if (person.length + credits.length + reason.length === 0) return null
  const [who, amount] = [person[0], credits[0]]
  if (who === undefined || amount === undefined || person.length + credits.length > 2 || reason.length > 1)
    return 'unclear'
  return { person: who, credits: amount, reason: reason[0] ?? cells.length }
}

function readLine(
  { line, cells, isBroken }: CsvLine,
  columns: Columns,
  width: number,
): GrantLine | LineProblem {
  if (isBroken) return { line, what: 'quotes' }
  if (cells.slice(width).some((cell) => cell.trim() !== ''))
    return { line, what: 'cells', values: { max: width } }
  const [person, amount, reason] = [columns.person, columns.credits, columns.reason].map(
    (at) => cells[at]?.trim() ?? '',
  ) as [string, string, string]
  if (person === '') return { line, what: 'no_person' }
  const thousandths = readAmount(amount)
  if (typeof thousandths === 'string')
    return { line, what: thousandths, values: { amount: shown(amount), max: MOST_MOVED } }
  if (reason.length > REASON_MAX) return { line, what: 'reason', values: { max: REASON_MAX } }
  return { line, person, email: normalizeEmail(person), amount: thousandths, reason }
}

/**
 * Thousandths of what was written with a sign or none, a point or comma, in groups of three or none; else what is wrong
 * with it.
 */
function readAmount(written: string): number | 'no_amount' | 'amount' | 'amount_over' | 'amount_unclear' {
  // The minus of typesetters, which our own lists write, too.
  const text = written.normalize('NFKC').replace(/^\u2212/, '-')
  if (text === '') return 'no_amount'
  // A thousand to some, one to others.
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) return 'amount_unclear'
  const [, sign, whole = '', decimals = ''] =
    /^([+-]?)(\d+|\d{1,3}(?:\s\d{3})+)(?:[.,](\d{1,3})0*)?$/.exec(text) ?? []
  const thousandths = toThousandths(Number(`${whole.replaceAll(/\s/g, '')}.${decimals}`))
  if (whole === '' || thousandths === 0) return 'amount'
  if (thousandths > toThousandths(MOST_MOVED)) return 'amount_over'
  return sign === '-' ? -thousandths : thousandths
}

export const shown = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
