/** What is listed; empty is everything. Times are instants. */
export type AuditFilter = { actor: string; action: string; subject: string; from: string; to: string }

export const isFiltered = (filter: AuditFilter) => Object.values(filter).some((value) => value !== '')

/** As the API and the page's address take it. */
export const queryOf = (filter: AuditFilter) =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString()

/** The first instant of a day as the reader's clock has it; `plus` days later. */
export const dayStart = (day: string, plus = 0): string => {
  if (day === '') return ''
  const at = new Date(`${day}T00:00:00`)
  at.setDate(at.getDate() + plus)
  return at.toISOString()
}

/** The reader's day of an instant; `plus` days later. */
export const dayOf = (instant: string, plus = 0): string => {
  if (instant === '') return ''
  const at = new Date(instant)
  at.setDate(at.getDate() + plus)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
