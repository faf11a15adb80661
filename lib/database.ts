import 'server-only'
import { type DirectoryLock, lockDirectory } from '@/db/directory-lock'
import { type Database, type Db, openDatabase } from '@/db/open'
import { env } from './env'
import { log } from './log'

export type { Database, Db }

const SECOND_OPENER_WAITS_MS = 5_000

// Kept on globalThis: Next bundles routes apart and reloads modules in development, and a second PGlite on one
// directory would destroy it.
const shared = globalThis as { loupeDatabase?: Promise<Database>; loupeLock?: DirectoryLock }

/** The process's database, opened and migrated at first use. `next build` never comes here. */
export function database(): Promise<Database> {
  shared.loupeDatabase ??= open()
  return shared.loupeDatabase
}

/** What queries are made on, outside a transaction. */
export async function db(): Promise<Db> {
  return (await database()).db
}

async function open(): Promise<Database> {
  const { databaseUrl, dataDir } = env()
  if (!databaseUrl) await lockDataDir()
  return openDatabase({
    url: databaseUrl,
    dataDir,
    onError: (error) => log().error({ err: error }, 'database connection'),
  })
}

/**
 * Takes the lock of `DATA_DIR` for this process, once.
 * @throws DataDirInUse when another process holds it for 5 s.
 */
export async function lockDataDir(): Promise<void> {
  if (shared.loupeLock) return
  const lock = await lockDirectory(env().dataDir, SECOND_OPENER_WAITS_MS)
  if (!lock) throw new DataDirInUse(env().dataDir)
  shared.loupeLock = lock
}

export class DataDirInUse extends Error {
  constructor(dataDir: string) {
    super(`Another Loupe is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`)
    this.name = 'DataDirInUse'
  }
}

/** Closes the database and lets go of the directory. For the graceful stop only. */
export async function closeDatabase(): Promise<void> {
  const open = shared.loupeDatabase
  delete shared.loupeDatabase
  if (open) await (await open).close()
  shared.loupeLock?.release()
  delete shared.loupeLock
}
