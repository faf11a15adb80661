import { bigint, timestamp } from 'drizzle-orm/pg-core'

/** An instant with millisecond precision, so that a JS `Date` holds it exactly (keyset cursors rely on that). */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** An amount of credits in thousandths. */
export const amount = (name: string) => bigint(name, { mode: 'number' })
