import type { Locale } from '@/lib/locale'

// Numbers, sizes and times as people of each language write them. Browser-safe, the same on both sides.

const numbers = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

function number(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  const made = numbers.get(key) ?? new Intl.NumberFormat(locale, options)
  numbers.set(key, made)
  return made
}

/**
 * Made once for each use: making one takes a millisecond, and lists ask for it with every line.
 * @param locale `sv-SE`: writes a day as ISO 8601 does
 */
export function dateFormat(
  locale: Locale | 'sv-SE',
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = locale + timeZone + JSON.stringify(options)
  // English dates are the international ones (21 Nov), as the clock has 24 hours.
  const made =
    dates.get(key) ?? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone })
  dates.set(key, made)
  return made
}

const units: Record<Locale, { bytes: string[]; second: string; minute: string }> = {
  en: { bytes: ['B', 'kB', 'MB', 'GB'], second: 's', minute: 'min' },
  ru: { bytes: ['Б', 'кБ', 'МБ', 'ГБ'], second: 'с', minute: 'мин' },
  zh: { bytes: ['B', 'kB', 'MB', 'GB'], second: '秒', minute: '分' },
}
const NBSP = '\u00a0'

/** `412 kB`, `5 MB`: 1 MB is 1,048,576 bytes, as the models' limits count. */
export function formatBytes(locale: Locale, bytes: number): string {
  const names = units[locale].bytes
  const step = bytes < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** step
  const digits = step < 2 || value >= 100 ? 0 : 1
  return number(locale, { maximumFractionDigits: digits }).format(value) + NBSP + names[step]
}

/** `1000 × 800`, ungrouped: pixel sizes are read as names. */
export const formatPixels = (width: number, height: number) => `${width}${NBSP}×${NBSP}${height}`

/** A whole or broken number, at most `digits` places (3: credits). */
export const formatNumber = (locale: Locale, value: number, digits = 3) =>
  number(locale, { maximumFractionDigits: digits }).format(value)

/** A number as people of any of our languages write it (`0,5` and `0.5`), or null. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}

/** A figure of credits without its word. */
export const formatCredits = (locale: Locale, credits: number) => formatNumber(locale, credits)

/** A change of a balance, its sign always shown: `+100`, `−0.5`, `0`. */
export const formatChange = (locale: Locale, credits: number) =>
  number(locale, { maximumFractionDigits: 3, signDisplay: 'exceptZero' }).format(credits).replace('-', '−')

export const formatPercent = (locale: Locale, of100: number) =>
  number(locale, { style: 'percent', maximumFractionDigits: 0 }).format(of100 / 100)

/** How long something took, from ms: `0.6 s`, `21 s`, `1 min 48 s`. */
export function formatDuration(locale: Locale, ms: number): string {
  const { second, minute } = units[locale]
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 59.95) {
    return number(locale, { maximumFractionDigits: seconds < 9.95 ? 1 : 0 }).format(seconds) + NBSP + second
  }
  const whole = Math.round(seconds)
  return `${formatNumber(locale, Math.floor(whole / 60))}${NBSP}${minute} ${whole % 60}${NBSP}${second}`
}

/** A running clock, from ms: `0:07`, `1:48`, `1:02:03`. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** `14:32` in the reader's time zone (`useTimeZone()`, `getTimeZone()` of next-intl). */
export const formatTime = (locale: Locale, at: string | number | Date, timeZone: string) =>
  dateFormat(locale, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))

/** `21 November 2026`, or `21 Nov` in the year of `now`. */
export function formatDate(
  locale: Locale,
  at: string | number | Date,
  timeZone: string,
  now?: number | Date,
): string {
  const when = new Date(at)
  const year = dateFormat('en', timeZone, { year: 'numeric' })
  if (now !== undefined && year.format(when) === year.format(new Date(now))) {
    return dateFormat(locale, timeZone, { day: 'numeric', month: 'short' }).format(when)
  }
  return dateFormat(locale, timeZone, { day: 'numeric', month: 'long', year: 'numeric' }).format(when)
}

/** `November 2026`, from `2026-11`. */
export const formatMonth = (locale: Locale, month: string) =>
  dateFormat(locale, 'UTC', { month: 'long', year: 'numeric' }).format(new Date(`${month}-15T12:00:00Z`))

/** `14:32` today, `21 Nov, 14:32` before: for lists. */
export function formatMoment(
  locale: Locale,
  at: string | number | Date,
  timeZone: string,
  now: number | Date,
): string {
  const day = dateFormat('en', timeZone, { year: 'numeric', month: 'numeric', day: 'numeric' })
  const time = formatTime(locale, at, timeZone)
  if (day.format(new Date(at)) === day.format(new Date(now))) return time
  return `${formatDate(locale, at, timeZone, now)}, ${time}`
}

/** `21 Nov 2026, 14:32:05`: where the order of things counts. */
export const formatInstant = (locale: Locale, at: string | number | Date, timeZone: string) =>
  dateFormat(locale, timeZone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
