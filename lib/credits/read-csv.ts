import 'server-only'
import { BOM } from '@/lib/csv'

/** One line of a table. */
export type CsvLine = {
  /** Where it begins, counted from 1 as an editor does. */
  line: number
  cells: string[]
  /** A quotation mark that is not closed, or has text behind it. */
  isBroken: boolean
}

type Cell = { text: string; end: number; isBroken: boolean }

const BREAK = /\r\n|\r|\n/g

/**
 * Reads CSV as RFC 4180 and spreadsheets write it: comma, semicolon or tab between cells, any line ends, with or
 * without a BOM. Lines without any text are left out. A broken quotation spoils its own line only.
 */
export function readCsv(text: string, separator = separatorOf(text)): CsvLine[] {
  const source = text.startsWith(BOM) ? text.slice(BOM.length) : text
  const lines: CsvLine[] = []
  let [at, line] = [0, 1]
  while (at < source.length) {
    const [from, found] = [at, { line, cells: [] as string[], isBroken: false }]
    for (;;) {
      const cell = source[at] === '"' ? quoted(source, at, separator) : plain(source, at, separator)
      found.cells.push(cell.text)
      found.isBroken ||= cell.isBroken
      at = cell.end
      if (source[at] !== separator) break
      at += 1
    }
    at += source.startsWith('\r\n', at) ? 2 : 1
    line += source.slice(from, at).match(BREAK)?.length ?? 0
    if (found.isBroken || found.cells.some((cell) => cell.trim() !== '')) lines.push(found)
  }
  return lines
}

/** The first that stands outside of quotation marks: the first cell says who, and nobody has one in their address. */
function separatorOf(source: string): string {
  let isQuoted = false
  for (const letter of source) {
    if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted && (letter === ',' || letter === ';' || letter === '\t')) return letter
  }
  return ','
}

/** Up to the next separator or the end of the line. */
function plain(source: string, from: number, separator: string): Cell {
  let end = from
  while (end < source.length && source[end] !== separator && source[end] !== '\n' && source[end] !== '\r')
    end += 1
  return { text: source.slice(from, end), end, isBroken: false }
}

function quoted(source: string, from: number, separator: string): Cell {
  let close = source.indexOf('"', from + 1)
  while (close >= 0 && source[close + 1] === '"') close = source.indexOf('"', close + 2)
  if (close < 0) return { ...plain(source, from, separator), isBroken: true }
  const rest = plain(source, close + 1, separator)
  const text = source.slice(from + 1, close).replaceAll('""', '"')
  return { text: text + rest.text, end: rest.end, isBroken: rest.text.trim() !== '' }
}
