import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '@/lib/credits/read-csv'
import { BOM, csvLine } from '@/lib/csv'

const cellsOf = (text: string) => readCsv(text).map(({ cells }) => cells)

const letters = fc.string({
  unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', '\r\n', ' ', 'a', '1', 'я', '片', '\ufeff'),
  maxLength: 10,
})
const rows = fc.array(
  fc.array(fc.oneof(letters, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 5 }),
  {
    maxLength: 6,
  },
)
const hasText = (cells: string[]) => cells.some((cell) => cell.trim() !== '')
/** As our writer leaves it: what a spreadsheet would run gets an apostrophe. */
const written = (cell: string) => (/^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell)

test('what our writer writes is read, with and without a BOM', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(BOM, ''), (table, mark) => {
      // A line that begins with a BOM of its own is told from the file's by nobody.
      fc.pre(mark !== '' || !table[0]?.[0]?.startsWith(BOM))
      const found = readCsv(mark + table.map(csvLine).join(''), ',')
      expect(found.map(({ cells }) => cells)).toEqual(table.map((row) => row.map(written)).filter(hasText))
      expect(found.filter(({ isBroken }) => isBroken)).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test('any separator and line end is read alike, all cells in quotation marks', () => {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const wide = fc.array(fc.array(letters, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  const ends = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(
      wide,
      fc.constantFrom(',', ';', '\t'),
      ends,
      fc.boolean(),
      (table, separator, end, isEnded) => {
        const text = table.map((row) => row.map(quote).join(separator)).join(end) + (isEnded ? end : '')
        expect(cellsOf(text)).toEqual(table.filter(hasText))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('any text at all is read to its end, and lines stand in their order', () => {
  fc.assert(
    fc.property(fc.array(letters), (parts) => {
      const text = parts.join('')
      const lines = readCsv(text).map(({ line }) => line)
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
      expect(Math.max(0, ...lines)).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['a,1,x; y', [['a', '1', 'x; y']]],
  ['a;1,5;x', [['a', '1,5', 'x']]],
  ['a\t1,5\t"x"" y"', [['a', '1,5', 'x" y']]],
  ['"a;b",1', [['a;b', '1']]],
  ['\n\r\n a , 1\r;;\n,,\nb', [[' a ', ' 1'], [';;'], ['b']]],
  ['a,5" lamp', [['a', '5" lamp']]],
  ['', []],
  ['a', [['a']]],
])('%j', (text, cells) => {
  expect(cellsOf(text)).toEqual(cells)
})

test('lines are numbered as an editor does, over line ends inside of cells', () => {
  const text = 'a,1\r\n\r\n"b\nc\r\nd",2\ne,3\r"f'
  expect(readCsv(text)).toEqual([
    { line: 1, cells: ['a', '1'], isBroken: false },
    { line: 3, cells: ['b\nc\r\nd', '2'], isBroken: false },
    { line: 6, cells: ['e', '3'], isBroken: false },
    { line: 7, cells: ['"f'], isBroken: true },
  ])
})

test('a broken quotation spoils its own line only', () => {
  expect(readCsv('a,"x" y\nb,"z\nc,3').map(({ line, isBroken }) => [line, isBroken])).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ])
})
