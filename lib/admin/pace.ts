import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { TASKS_PER_WINDOW } from '@/lib/jobs/begin'
import { rowsOf } from '@/lib/rows'
import type { OverviewView } from './overview-view'

/** Windows of ten seconds in five minutes. */
const WINDOWS = 30

/** How much of KIE's rate was used lately; along the index of when attempts begun (a `clock_timestamp()` could not). */
export async function pace(db: Db): Promise<OverviewView['pace']> {
  const rows = await rowsOf<{ ago: number; tasks: number }>(
    db,
    sql`select floor(extract(epoch from now() - begun_at) / 10)::int as ago, count(*)::int as tasks
      from attempts where begun_at > now() - ${WINDOWS * 10} * interval '1 second' group by 1`,
  )
  const tasks = Array.from({ length: WINDOWS }, (_, n) => {
    const ago = WINDOWS - 1 - n
    return rows.find((row) => row.ago === ago)?.tasks ?? 0
  })
  return { tasks, limit: TASKS_PER_WINDOW }
}

/** Jobs that have not ended; along the index of those that want work. */
export async function queue(db: Db): Promise<OverviewView['queue']> {
  const rows = await rowsOf<{ status: string; jobs: number }>(
    db,
    sql`select status, count(*)::int as jobs from jobs where wake_at is not null group by status`,
  )
  const of = (status: string) => rows.find((row) => row.status === status)?.jobs ?? 0
  return { waiting: of('queued'), running: of('running'), storing: of('storing') }
}
