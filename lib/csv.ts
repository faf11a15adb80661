import 'server-only'

/** Tells spreadsheets that this is UTF-8. */
export const BOM = '\ufeff'

/** What a spreadsheet takes for a formula, the wide forms of East Asian keyboards included. */
const formula = /^[=+\-@\t\r＝＋－＠]/

/** One cell as RFC 4180 writes it. Text that a spreadsheet would run gets an apostrophe; numbers are left as they are. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const harmless = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** One line, ended as RFC 4180 wants it. */
export const csvLine = (cells: readonly (string | number | null)[]) => `${cells.map(csvCell).join(',')}\r\n`
