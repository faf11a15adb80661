import { dateFormat } from '@/lib/format'
import type { Locale } from '@/lib/locale'

const DAY_MS = 86_400_000

/** The day on which a result of the trash is deleted for good, as its reader calls it; with the year when that is another. */
export function goesOn(
  trashedAt: string,
  trashDays: number,
  locale: Locale,
  zone: string,
  now: Date = new Date(),
): string {
  const at = new Date(Date.parse(trashedAt) + trashDays * DAY_MS)
  const year = dateFormat('en', zone, { year: 'numeric' })
  const isOther = year.format(at) !== year.format(now)
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
  if (isOther) parts.year = 'numeric'
  return dateFormat(locale, zone, parts).format(at)
}
