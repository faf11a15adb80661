import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import type { Terms } from '@/lib/catalog/terms'
import type { UserId } from '@/lib/id'
import { rowsOf } from '@/lib/rows'
import { terms } from './terms'

/** The terms as they are for this person: with the only models that they may run, where there is such a limit. */
export async function termsFor(db: Db, userId: UserId): Promise<Terms> {
  const rows = await rowsOf<{ models: string[] | null }>(
    db,
    sql`
    select coalesce(own.models, shared.models) as models from person_limits own
      left join groups shared on shared.id = own.group_id
    where own.user_id = ${userId}`,
  )
  const models = rows[0]?.models
  return models ? { ...(await terms()), allowed: new Set(models) } : terms()
}
