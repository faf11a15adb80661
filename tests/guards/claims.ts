import type { Attempt } from './attempts'

/** Fails unless a condition holds. */
export const holds = (condition: string) =>
  `do $check$ begin if not coalesce(${condition}, false) then raise exception 'it does not hold'; end if; end $check$;`

export const refused = (of: string, name: string, sql: string, says: RegExp): Attempt => ({
  of,
  name,
  sql,
  refused: says,
})
export const allowed = (of: string, name: string, sql: string): Attempt => ({ of, name, sql, refused: null })
