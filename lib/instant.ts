import { z } from 'zod'

// Instants as people and cursors name them. Browser-safe.

const FIRST = Date.parse('0001-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** Of a year from 1 to 9999 in UTC: of others JavaScript writes what PostgreSQL cannot read, and the other way around. */
export const isStorable = (at: Date): boolean => at.getTime() >= FIRST && at.getTime() <= LAST

/** ISO 8601, as it was said. */
export const instantText = z.iso
  .datetime({ offset: true })
  .refine((said) => isStorable(new Date(said)), 'wrong_form')
