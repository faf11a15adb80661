const DAY_MS = 86_400_000

/**
 * The day on which a result of the trash is deleted for good, as its reader calls it; with the year when that is another.
 * @param form a locale as `Intl` knows it
 */
export function goesOn(
  trashedAt: string,
  trashDays: number,
  form: string,
  zone: string,
  now: Date = new Date(),
): string {
  const at = new Date(Date.parse(trashedAt) + trashDays * DAY_MS)
  const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: zone })
  const isOther = year.format(at) !== year.format(now)
  return new Intl.DateTimeFormat(form, {
    day: 'numeric',
    month: 'long',
    ...(isOther && { year: 'numeric' }),
    timeZone: zone,
  }).format(at)
}
