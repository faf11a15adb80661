import 'server-only'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { migrationsFolder } from './migrations'
import type { Database, Lease } from './open'
import * as schema from './schema'

/**
 * The embedded database in `dataDir/pglite` (`null`: in memory). One process only: the caller holds the directory's
 * lock. It survives `kill -9`, not a loss of power (it never calls fsync).
 */
export async function openPglite(dataDir: string | null): Promise<Database> {
  if (dataDir) mkdirSync(dataDir, { recursive: true })
  const client = await PGlite.create(dataDir ? join(dataDir, 'pglite') : 'memory://')
  const db = drizzle({ client, schema })
  await migrate(db, { migrationsFolder: migrationsFolder() })
  const version = await client.query<{ v: string }>('select version() as v')
  return {
    kind: 'pglite',
    version: version.rows[0]?.v ?? 'unknown',
    db,
    raw: client,
    listen: (channel, hear) => client.listen(channel, hear),
    // The directory lock means that nobody else lives: any number is a lease, and every other lease is dead.
    lease: async (id): Promise<Lease> => ({ id, lost: new Promise(() => {}), release: async () => {} }),
    alone: (work) => work(),
    liveLeases: (own) => sql`(select ${own}::bigint)`,
    close: () => client.close(),
  }
}
