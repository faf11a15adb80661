/** A whole number from 1 to `most`, as somebody typed it; null: it is none. */
export function readWhole(text: string, most: number): number | null {
  const plain = text.replaceAll(/\s/g, '')
  const count = /^\d{1,9}$/.test(plain) ? Number(plain) : 0
  return count >= 1 && count <= most ? count : null
}

/** The end of a day of this browser's calendar, `2026-12-31`; null where none was chosen. */
export const endOfDay = (day: string): string | null =>
  day === '' ? null : new Date(`${day}T23:59:59.999`).toISOString()
