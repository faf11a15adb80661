import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { rowsOf } from '@/lib/rows'

/** The models that results of this person come from. Steps from one to the next on the index, however many results. */
export async function modelsWithResults(db: Db, userId: string): Promise<string[]> {
  const shown = sql`(job_id is not null or finish_of is not null) and trashed_at is null and deleted_at is null`
  const found = await rowsOf<{ model: string }>(
    db,
    sql`
    with recursive steps (model) as (
      (select min(model) from files where user_id = ${userId} and ${shown})
      union all
      select (select min(model) from files where user_id = ${userId} and model > steps.model and ${shown})
      from steps where steps.model is not null)
    select model from steps where model is not null`,
  )
  return found.map(({ model }) => model)
}
