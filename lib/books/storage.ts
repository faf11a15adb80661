import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { storageSums } from '@/db/schema'

/**
 * Adds up what the store holds, by kind of file. It reads every file's row, so it is a chore and no part of a page;
 * the same whenever and wherever it runs.
 */
export async function measureStorage(db: Db): Promise<void> {
  await db.execute(sql`
    insert into storage_sums (kind, files, bytes, at)
    select kinds.kind, count(f.id), coalesce(sum(f.bytes + coalesce(f.clean_bytes, 0)), 0), clock_timestamp()
    from (values ('audio'), ('image'), ('text'), ('video')) kinds (kind)
      left join files f on f.kind = kinds.kind and f.deleted_at is null
    group by kinds.kind order by kinds.kind
    on conflict (kind) do update set files = excluded.files, bytes = excluded.bytes, at = excluded.at`)
}

export type Stored = { files: number; bytes: number; at: string }

/** What the store held when it was last added up; null: it never was. */
export async function stored(db: Db): Promise<Stored | null> {
  const kinds = await db.select().from(storageSums)
  const latest = kinds.map(({ at }) => at.getTime()).toSorted((a, b) => b - a)[0]
  if (latest === undefined) return null
  return {
    files: kinds.reduce((sum, { files }) => sum + files, 0),
    bytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
    at: new Date(latest).toISOString(),
  }
}
