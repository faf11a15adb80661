import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, csvLine } from '@/lib/csv'

/** RFC 4180 read strictly: what a spreadsheet finds in the text. */
function read(text: string): string[][] {
  const rows: string[][] = []
  let [row, cell, quoted, at] = [[] as string[], '', false, 0]
  while (at < text.length) {
    const letter = text[at]
    if (quoted && letter === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1]
    else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === ',') [row, cell] = [[...row, cell], '']
    else if (!quoted && letter === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell])
      ;[row, cell, at] = [[], '', at + 1]
    } else cell += letter
    at += 1
  }
  expect([quoted, row, cell]).toEqual([false, [], ''])
  return rows
}

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '"',
    ',',
    '\r',
    '\n',
    '\t',
    "'",
    ' ',
    'a',
    '1',
    'я',
    '片',
    '＝',
    '|',
  ),
  maxLength: 12,
})
const cell = fc.oneof(
  nasty,
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constant(null),
)
const formula = /^[=+\-@\t\r＝＋－＠]/

test('any cells come back as they were, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), (rows) => {
      const found = read(rows.map(csvLine).join(''))
      expect(found).toEqual(
        rows.map((row) =>
          row.map((value) => {
            if (value === null) return ''
            return typeof value === 'string' && formula.test(value) ? `'${value}` : String(value)
          }),
        ),
      )
    }),
    { numRuns: 1_000 },
  )
})

test('no text begins as a formula does, and every number stays one', () => {
  fc.assert(
    fc.property(nasty, fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
      const [[shown, counted] = []] = read(csvLine([text, number]))
      expect(shown).not.toMatch(formula)
      expect(Number(counted)).toBe(number === 0 ? 0 : number)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['=cmd|" /C calc"!A0', '"\'=cmd|"" /C calc""!A0"'],
  ['+1', "'+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2', "'-2"],
  [-2, '-2'],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  [null, ''],
])('%j is written %s', (value, written) => {
  expect(csvCell(value)).toBe(written)
})
