/** What the list is filtered by, as its address says it. Instants in ISO 8601. */
export type JobFilters = {
  state: string
  person: string
  model: string
  from: string
  to: string
  task: string
}
export const filterNames = ['state', 'person', 'model', 'from', 'to', 'task'] as const

export const noFilters: JobFilters = { state: '', person: '', model: '', from: '', to: '', task: '' }

/** Only what is filtered by, so that addresses stay short. */
export const filterQuery = (filters: JobFilters): string =>
  new URLSearchParams(
    filterNames.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])),
  ).toString()

/** An instant as a field of date and time shows it, in this zone; nothing where there is none. */
export function wallClock(instant: string, timeZone: string): string {
  const at = new Date(instant)
  if (instant === '' || Number.isNaN(at.getTime())) return ''
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return clock.format(at).replace(' ', 'T')
}

/** The instant that such a field means in this browser; nothing where it is empty or half typed. */
export function instantOf(wall: string): string {
  const at = new Date(wall)
  return wall === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString()
}
