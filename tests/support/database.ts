import { type Database, database } from '@/lib/database'

/**
 * The database of this test file: migrated, empty, its own, and the same handle that `lib/database` answers. A file
 * that imports this runs twice, on PGlite and on PostgreSQL; `kind` tells which. It is closed after the file's tests.
 */
export function testDatabase(): Promise<Database> {
  return database()
}
