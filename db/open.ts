import 'server-only'
import type { PGlite } from '@electric-sql/pglite'
import type { ExtractTablesWithRelations, SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Pool } from 'pg'
import type * as schema from './schema'

/** What queries are made on: the database itself or a transaction of it. Inside a transaction use only `tx`. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>

/** A worker process's claim to jobs. It ends with the process, whatever ends that. */
export type Lease = { id: number; lost: Promise<void>; release: () => Promise<void> }

export type Database = {
  kind: 'pglite' | 'postgres'
  /** The server's own `version()`. */
  version: string
  db: Db
  raw: PGlite | Pool
  listen: (channel: string, hear: (payload: string) => void) => Promise<() => Promise<void>>
  lease: (id: number) => Promise<Lease>
  /** Does something while no other process does it: several may start at once, and make what all of them share. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
  /** A subquery of the leases whose processes live; `own` is the caller's. */
  liveLeases: (own: number) => SQL
  close: () => Promise<void>
}

/**
 * Opens and migrates the database.
 * @param options `url`: PostgreSQL; without it PGlite in `dataDir`, whose lock the caller must hold.
 */
export async function openDatabase(options: {
  url?: string | undefined
  dataDir: string | null
  onError: (error: Error) => void
}): Promise<Database> {
  if (options.url) return (await import('./postgres')).openPostgres(options.url, options.onError)
  return (await import('./pglite')).openPglite(options.dataDir)
}
