import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'
import { users } from './users'

/** What somebody may do at most; null: no limit. */
const limits = () => ({
  /** Of jobs asked for on one UTC day, what came back of them not counted (thousandths). */
  creditsADay: amount('credits_a_day'),
  /** Jobs that have not ended. */
  jobsAtOnce: integer('jobs_at_once'),
  /** Ids of the only models that may be run. */
  models: text('models').array(),
})

export const groups = pgTable(
  'groups',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    ...limits(),
    madeAt: instant('made_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('groups_name').on(sql`lower(${t.name})`),
    check('groups_credits_a_day', sql`${t.creditsADay} >= 0`),
    check('groups_jobs_at_once', sql`${t.jobsAtOnce} >= 0`),
  ],
)

/** Only of people with a group or limits of their own; their own limits win over the group's, field by field. */
export const personLimits = pgTable(
  'person_limits',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    groupId: text('group_id').references(() => groups.id),
    ...limits(),
  },
  (t) => [
    index('person_limits_group').on(t.groupId, t.userId),
    check('person_limits_credits_a_day', sql`${t.creditsADay} >= 0`),
    check('person_limits_jobs_at_once', sql`${t.jobsAtOnce} >= 0`),
  ],
)
