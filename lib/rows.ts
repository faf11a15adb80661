import 'server-only'
import type { SQL } from 'drizzle-orm'
import type { Db } from '@/db/open'

/** The rows of a statement that drizzle has no words for. Numbers of 64 bits must be cast in it. */
export async function rowsOf<Row extends object = object>(db: Db, statement: SQL): Promise<Row[]> {
  return ((await db.execute(statement)) as unknown as { rows: Row[] }).rows
}
