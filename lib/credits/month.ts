import 'server-only'

// Months and days begin at the reader's midnight. The borders are found here and reach the database as instants:
// its own list of zones may be another one, and reads '+05:45' the other way round.

const DAY_MS = 86_400_000

const clocks = new Map<string, Intl.DateTimeFormat>()

function clock(zone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(zone, made)
  return made
}

/** A zone's own name as Intl writes it, or null when Intl knows none. */
export function knownZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** `2026-11-21 14:32:05` as the zone's clocks showed it. */
export const wallTime = (at: Date, zone: string): string => clock(zone).format(at)

/** `2026-11` */
export const monthOf = (at: Date, zone: string): string => wallTime(at, zone).slice(0, 7)

const wallMs = (ms: number, zone: string) => Date.parse(`${wallTime(new Date(ms), zone).replace(' ', 'T')}Z`)

/** The first instant of a day; `day` may run over the month's end. Where midnight is skipped, it is the moment after the gap. */
function dayStart(year: number, month: number, day: number, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day)
  const offsets = [wanted - DAY_MS - 7_200_000, wanted + DAY_MS + 7_200_000].map(
    (ms) => wallMs(ms, zone) - ms,
  )
  const candidates = offsets.map((offset) => wanted - offset)
  return new Date(Math.min(...candidates.filter((ms) => wallMs(ms, zone) >= wanted)))
}

const parts = (month: string) => ({ year: Number(month.slice(0, 4)), month: Number(month.slice(5)) })

/** Where a month's days begin, and at the end where the next month does. */
export function dayStarts(of: string, zone: string): Date[] {
  const { year, month } = parts(of)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return Array.from({ length: days + 1 }, (_, n) => dayStart(year, month, n + 1, zone))
}

export type Span = { from: Date; to: Date }

/** From the month's first instant to the next one's. */
export function monthSpan(of: string, zone: string): Span {
  const { year, month } = parts(of)
  return { from: dayStart(year, month, 1, zone), to: dayStart(year, month + 1, 1, zone) }
}

/** The months from one to another, the latest first. */
export function monthsBetween(first: string, last: string): string[] {
  const number = (of: string) => parts(of).year * 12 + parts(of).month - 1
  const name = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
  const count = Math.max(0, number(last) - number(first) + 1)
  return Array.from({ length: count }, (_, n) => name(number(last) - n))
}
